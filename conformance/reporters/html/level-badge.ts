import type { Finding } from '../../evidence/report.ts';
import type { Html } from './html.ts';
import { verdictBadge } from './verdict-badge.ts';

/** Writes the verdict that a finding of its level makes. */
export const levelBadge = ({ level }: Finding): Html => verdictBadge(level === 'MUST' ? 'broken' : 'warned');
