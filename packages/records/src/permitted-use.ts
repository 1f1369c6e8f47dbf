/**
 * What a recipient may do with a record: a closed list that travels with it and is receipted. The first two permit, the others forbid.
 * Empty at home; a release needs at least one.
 */
export const permittedUses = {
  lead: 'Lead in an investigation',
  evidence: 'Evidence',
  no_court: 'Not in court',
  no_onward: 'No passing on to others',
  no_press: 'Not to the press',
  no_immigration_use: 'No immigration use',
  no_force_or_targeting: 'No use of force or targeting',
} as const

export type PermittedUse = keyof typeof permittedUses

/** True for a code of the closed list. A newer node may send others; they are kept and bind as limits nobody here understands yet. */
export function isPermittedUse(code: string): code is PermittedUse {
  return Object.hasOwn(permittedUses, code)
}

/** True when the list contradicts itself: evidence that may not be shown in court. */
export function contradicts(uses: readonly string[]): boolean {
  return uses.includes('evidence') && uses.includes('no_court')
}
