/**
 * Whether the database refused the values themselves (SQLSTATE classes 22 data exception, 23 constraint, 54 limit exceeded): trying the same
 * again fails again, and the transaction is certainly rolled back. Anything else, a lost connection above all, says nothing about the values.
 */
export function isDataError(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'PostgresError' && 'code' in cause && /^(22|23|54)/.test(String(cause.code))
}
