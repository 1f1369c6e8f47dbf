/**
 * What a recipient may do with a record: a closed list that travels with it and is receipted.
 * The first two permit, the others forbid; a limit nobody lifted still stands beside a permission.
 */
export const permittedUses = [
  'lead',
  'evidence',
  'no_court',
  'no_onward',
  'no_press',
  'no_immigration_use',
  'no_force_or_targeting',
] as const
export type PermittedUse = (typeof permittedUses)[number]
