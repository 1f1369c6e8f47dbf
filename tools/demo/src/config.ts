/** Where the user stood when npm was called: npm itself changes to the project's folder. */
export function standingFolder(): string {
  return process.env.INIT_CWD ?? process.cwd()
}

/** The language of the terminal, as an Accept-Language header says it. */
export function terminalLanguage(): string {
  return (process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || 'en').replace(/\..*$/, '').replace('_', '-')
}
