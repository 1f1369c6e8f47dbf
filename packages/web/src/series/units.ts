/** Units that are shown in another than the published one: a factor, exact by definition (international pound). */
const conversions: Readonly<Record<string, { readonly unit: string; readonly factor: number }>> = {
  lb: { unit: 'kg', factor: 0.453_592_37 },
}

/** The unit that this one can be shown in besides, or undefined. */
export function otherUnit(unit: string): string | undefined {
  return conversions[unit]?.unit
}

/** What a published value is multiplied by to be shown in the wanted unit: 1 where it is the published one, or no conversion is known. */
export function factorTo(published: string, wanted: string | undefined): number {
  const conversion = conversions[published]
  return conversion !== undefined && conversion.unit === wanted ? conversion.factor : 1
}
