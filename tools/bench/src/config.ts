/** The environment that the measured programs inherit: a database address would make them share one that is not theirs. */
export function forgetDatabaseAddress(): void {
  delete process.env.DATABASE_URL
}
