/** The environment that node processes inherit: all but a database of the user's own, which tests and the demonstration never touch. */
export function inheritedEnvironment(): Record<string, string | undefined> {
  const { DATABASE_URL: _ignored, ...inherited } = process.env
  return inherited
}
