/** Admiralty code, reliability of the source (NATO AJP-2.1): independent of what it says. */
export const sourceGrades = {
  A: 'Completely reliable',
  B: 'Usually reliable',
  C: 'Fairly reliable',
  D: 'Not usually reliable',
  E: 'Unreliable',
  F: 'Reliability cannot be judged',
} as const

/** Admiralty code, credibility of the information. */
export const informationGrades = {
  '1': 'Confirmed by other sources',
  '2': 'Probably true',
  '3': 'Possibly true',
  '4': 'Doubtful',
  '5': 'Improbable',
  '6': 'Truth cannot be judged',
} as const

export type SourceGrade = keyof typeof sourceGrades
export type InformationGrade = keyof typeof informationGrades
export type Admiralty = { readonly scheme: 'admiralty'; readonly source: SourceGrade; readonly information: InformationGrade }

/** What the originator wrote, in the originator's own scheme. */
export type Grading = Admiralty | { readonly scheme: string; readonly value: string }

// Europol's C means mostly unreliable and its X cannot be assessed; UK 3x5x2 counts sources 1 to 3 and information A to E.
const views: Readonly<
  Record<
    string,
    { readonly source: Readonly<Record<string, SourceGrade>>; readonly information: Readonly<Record<string, InformationGrade>> }
  >
> = {
  '4x4': { source: { A: 'A', B: 'B', C: 'D', X: 'F' }, information: { '1': '1', '2': '2', '3': '3', '4': '6' } },
  '3x5x2': { source: { '1': 'B', '2': 'F', '3': 'E' }, information: { A: '1', B: '2', C: '3', D: '6', E: '5' } },
}

/**
 * A grading seen on the Admiralty scale. `exact` is false whenever it was written in another scheme, because the scales do not align one to
 * one; undefined for a scheme or a value without a mapping. The original is what is stored and sent.
 */
export function toAdmiralty(grading: Grading): (Admiralty & { readonly exact: boolean }) | undefined {
  if ('source' in grading) return { ...grading, exact: true }
  const view = Object.hasOwn(views, grading.scheme) ? views[grading.scheme] : undefined
  const [first, second] = Array.from(grading.value.toUpperCase().replace(/[^A-Z0-9]/g, ''))
  const source = view?.source[first ?? '']
  const information = view?.information[second ?? '']
  return source === undefined || information === undefined ? undefined : { scheme: 'admiralty', source, information, exact: false }
}
