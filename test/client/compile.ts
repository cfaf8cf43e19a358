import { join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '..', '..');

/** As in this repository, and as strict. */
const compilerOptions = (): ts.CompilerOptions => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  return { ...ts.convertCompilerOptionsFromJson(config.compilerOptions, root).options, noUnusedLocals: false };
};

/**
 * Compiles TypeScript modules, all at once, as if they stood in the folder of this file, and gives what is wrong with each: one string,
 * which is empty where it compiles. Nothing is written.
 */
export const compile = (modules: readonly string[]): readonly string[] => {
  const options = compilerOptions();
  const texts = new Map(modules.map((text, index) => [join(import.meta.dirname, `module-${index}.ts`), text]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  host.readFile = (file) => texts.get(file) ?? readFile(file);
  host.getSourceFile = (file, target) => {
    const text = texts.get(file);
    return text === undefined ? getSourceFile(file, target) : ts.createSourceFile(file, text, target);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return [...texts.keys()].map((file) => {
    const source = program.getSourceFile(file);
    const problems = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')).join('\n');
  });
};
