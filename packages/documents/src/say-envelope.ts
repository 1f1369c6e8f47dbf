import { isJsonObject, type JsonObject } from '@enlace/core'
import { markingSchemes, recordLabel } from '@enlace/records'
import type { Fact } from './model.ts'
import { type Both, sayDay, sayInstant, type Words } from './words.ts'

/** How the record may be used, one line each; without a word about it, nothing is permitted. */
export function sayUse(envelope: JsonObject, words: Words): string[] {
  const codes = Array.isArray(envelope.permitted_use) ? envelope.permitted_use.filter((code) => typeof code === 'string') : []
  if (codes.length === 0) return [words.say('use.none')]
  return codes.map((code) => `• ${words.label(recordLabel(`envelope.permitted_use.${code}`))}`)
}

/** Who says so, how sure, under which law and limits: the envelope as rows. Members that are absent are said to be absent where that matters. */
export function sayEnvelope(
  {
    envelope,
    law,
    from,
    agency,
    addedAt,
    modified,
  }: {
    readonly envelope: JsonObject
    readonly law?: Both | undefined
    readonly from: string
    readonly agency: string
    readonly addedAt: string
    readonly modified: string
  },
  words: Words,
): Fact[] {
  const rows: Fact[] = []
  const label = (name: string) => words.label(recordLabel(`envelope.field.${name}`))
  const add = (name: string, text: string | undefined) => {
    if (text !== undefined && text !== '') rows.push({ label: name, value: { type: 'text', text } })
  }
  const { marking, grading, legal_basis: basis } = envelope
  if (isJsonObject(marking)) {
    const scheme =
      typeof marking.scheme === 'string' && Object.hasOwn(markingSchemes, marking.scheme) ? markingSchemes[marking.scheme] : undefined
    const language = words.tag.startsWith('es') ? 'es' : 'en'
    add(label('marking'), [marking.value, scheme?.title[language]].filter((part) => typeof part === 'string').join(' · '))
    if (typeof marking.until === 'string') add(label('marking.until'), sayDay(marking.until, words))
    if (scheme !== undefined) add(words.say('marking.lost'), scheme.lost[language])
  }
  add(label('author_agency'), `${words.agencyName(string(envelope.author_agency) ?? agency)}, ${words.partyName(from)}`)
  add(words.say('since'), words.say('since.value', { written: sayInstant(modified, words), held: sayInstant(addedAt, words) }))
  add(label('grading'), sayGrading(grading, words))
  add(label('legal_basis'), sayBasis(basis, law, words))
  add(label('purpose'), string(envelope.purpose))
  add(label('origin'), words.label(recordLabel(`envelope.origin.${string(envelope.origin) ?? 'unknown'}`)))
  const status = string(envelope.person_status)
  if (status !== undefined) add(label('person_status'), words.label(recordLabel(`envelope.person_status.${status}`)))
  return rows
}

/** Law and article, the law by its name where that is known. */
export function sayBasis(basis: unknown, law: Both | undefined, words: Words): string {
  if (!isJsonObject(basis)) return words.say('basis.none')
  return [words.pick(law ?? null) ?? string(basis.instrument), string(basis.article)].filter((part) => part !== undefined).join(', ')
}

function sayGrading(grading: unknown, words: Words): string {
  if (!isJsonObject(grading)) return words.say('grading.none')
  const { source, information, scheme, value } = grading
  if (typeof source !== 'string' || typeof information !== 'string')
    return [string(scheme), string(value)].filter((part) => part !== undefined).join(' ')
  const source_ = words.label(recordLabel(`envelope.grading.source.${source}`))
  const information_ = words.label(recordLabel(`envelope.grading.information.${information}`))
  return `${source}${information}: ${source_}; ${information_}`
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
