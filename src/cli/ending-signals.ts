/** What asks a command to end, with time to put things in order: Ctrl-C, a stop, and a terminal that was closed. */
export const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
