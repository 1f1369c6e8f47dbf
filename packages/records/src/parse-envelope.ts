import { type FieldProblem, isJsonObject, type Json, type JsonObject } from '@enlace/core'
import {
  type Addressee,
  draftStatuses,
  type Envelope,
  type EnvelopeDefaults,
  type LegalBasis,
  origins,
  type ParsedEnvelope,
  type PassedOn,
  personStatuses,
  retentionClasses,
} from './envelope.ts'
import { type Grading, informationGrades, sourceGrades } from './grading.ts'
import { isDate } from './instant.ts'
import { deriveTlp, type Marking, markingSchemes, narrower, type TlpLabel, tlpLabels } from './marking.ts'
import { contradicts, permittedUses } from './permitted-use.ts'
import type { ProblemCode } from './report.ts'
import { isStixId } from './stix-id.ts'

/** Most members of an envelope, most addressees, most permitted uses: beyond any honest need. */
export const envelopeLimits = { members: 64, addressees: 32, uses: 32, words: 500 } as const

const known = new Set([
  'author_agency',
  'marking',
  'tlp',
  'permitted_use',
  'grading',
  'legal_basis',
  'purpose',
  'origin',
  'retention',
  'to',
  'person_status',
  'draft_status',
  'passed_on',
])
const codeShape = /^[a-z0-9][a-z0-9_+.-]{0,63}$/

/**
 * Reads an envelope that a stranger handed in, fills the defaults, derives the TLP label and lists everything wrong at once. Never throws.
 * Unknown members stay in the value and are flagged. A partner's own label never widens the derived one: the narrower of both counts.
 */
export function parseEnvelope(value: Json, defaults: EnvelopeDefaults = {}): ParsedEnvelope {
  const problems: FieldProblem[] = []
  const flags = new Set<string>()
  const wrong: Wrong = (field, code, values) => {
    if (problems.length < 50) problems.push(values === undefined ? { field, code } : { field, code, values })
  }
  if (!isJsonObject(value)) return refused([{ field: '', code: 'wrong_type' }])
  const names = Object.keys(value)
  if (names.length > envelopeLimits.members) return refused([{ field: '', code: 'too_many', values: { limit: envelopeLimits.members } }])
  const extra = Object.fromEntries(names.filter((name) => !known.has(name)).map((name) => [name, value[name] as Json]))
  if (Object.keys(extra).length > 0) flags.add('newer_field')

  const closed = (name: string, codes: object, given: Json | undefined): string | undefined => {
    if (given === undefined) return undefined
    if (typeof given !== 'string' || !codeShape.test(given)) return note(wrong, `/${name}`, 'wrong_type')
    if (Object.hasOwn(codes, given)) return given
    if (defaults.newerCodes !== 'keep') return note(wrong, `/${name}`, 'not_a_choice')
    flags.add('newer_code')
    return given
  }

  const agency = parseAgency(value.author_agency ?? defaults.authorAgency, wrong)
  const marking = parseMarking(value.marking ?? defaults.marking, wrong)
  if (marking !== undefined && !Object.hasOwn(markingSchemes, marking.scheme)) {
    if (defaults.newerCodes === 'keep') flags.add('newer_code')
    else wrong('/marking/scheme', 'not_a_choice')
  }
  const tlp = marking === undefined ? 'red' : parseTlp(value.tlp, deriveTlp(marking), defaults, flags, wrong)
  const uses = parseUses(value.permitted_use ?? defaults.permittedUse ?? [], closed, wrong)
  const grading = value.grading === undefined || value.grading === null ? undefined : parseGrading(value.grading, wrong)
  const basis = value.legal_basis === undefined ? (defaults.legalBasis ?? null) : parseBasis(value.legal_basis, wrong)
  const purpose = value.purpose === undefined ? '' : words(value.purpose, '/purpose', wrong, { empty: true })
  const origin = closed('origin', origins, value.origin) ?? 'unknown'
  const retention = closed('retention', retentionClasses, value.retention) ?? defaults.retention ?? 'operational'
  const to = value.to === undefined ? undefined : parseAddressees(value.to, wrong)
  const status = closed('person_status', personStatuses, value.person_status)
  const draft = closed('draft_status', draftStatuses, value.draft_status)
  const passedOn = value.passed_on === undefined ? undefined : parsePassedOn(value.passed_on, defaults, wrong)

  if (problems.length > 0 || agency === undefined || marking === undefined) return refused(problems)
  const envelope: Envelope = {
    ...extra,
    author_agency: agency,
    marking,
    tlp,
    permitted_use: uses,
    ...(grading === undefined ? {} : { grading }),
    legal_basis: basis,
    purpose: purpose ?? '',
    origin,
    retention,
    ...(to === undefined ? {} : { to }),
    ...(status === undefined ? {} : { person_status: status }),
    ...(draft === undefined ? {} : { draft_status: draft }),
    ...(passedOn === undefined ? {} : { passed_on: passedOn }),
  }
  return { ok: true, value: envelope, flags: [...flags] }
}

/** Only a partner's node writes it, into the copy that it passes on. */
function parsePassedOn(value: Json, defaults: EnvelopeDefaults, wrong: Wrong): PassedOn | undefined {
  if (defaults.newerCodes !== 'keep') return note(wrong, '/passed_on', 'not_a_choice')
  const { from, consent, until } = isJsonObject(value) ? value : ({} as JsonObject)
  const good = typeof from === 'string' && codeShape.test(from) && typeof consent === 'string' && isStixId(consent)
  if (!good || typeof until !== 'string' || !isDate(until)) return note(wrong, '/passed_on', 'wrong_type')
  return { from, consent, until }
}

type Wrong = (field: string, code: ProblemCode, values?: Readonly<Record<string, string | number>>) => void
type Closed = (name: string, codes: object, given: Json | undefined) => string | undefined

function refused(problems: readonly FieldProblem[]): ParsedEnvelope {
  return { ok: false, reason: 'envelope_invalid', problems }
}

function note(wrong: Wrong, field: string, code: ProblemCode): undefined {
  wrong(field, code)
  return undefined
}

function parseAgency(value: Json | undefined, wrong: Wrong): string | undefined {
  if (value === undefined) return note(wrong, '/author_agency', 'required')
  if (typeof value !== 'string') return note(wrong, '/author_agency', 'wrong_type')
  return codeShape.test(value) ? value : note(wrong, '/author_agency', 'name_malformed')
}

function words(value: Json | undefined, field: string, wrong: Wrong, options: { readonly empty?: boolean } = {}): string | undefined {
  if (value === undefined) return note(wrong, field, 'required')
  if (typeof value !== 'string') return note(wrong, field, 'wrong_type')
  if (value.trim() === '' && options.empty !== true) return note(wrong, field, 'empty_text')
  if (value.length <= envelopeLimits.words) return value
  wrong(field, 'too_long', { limit: envelopeLimits.words })
  return undefined
}

// Members of the parts that this node does not know are kept like those of the whole.
function parseMarking(value: Json | undefined, wrong: Wrong): Marking | undefined {
  if (value === undefined) return note(wrong, '/marking', 'required')
  if (!isJsonObject(value)) return note(wrong, '/marking', 'wrong_type')
  const scheme = value.scheme
  if (scheme === undefined) wrong('/marking/scheme', 'required')
  else if (typeof scheme !== 'string' || !codeShape.test(scheme)) wrong('/marking/scheme', 'name_malformed')
  const written = words(value.value, '/marking/value', wrong)
  const authority = value.authority === undefined ? undefined : words(value.authority, '/marking/authority', wrong)
  if (value.until !== undefined && !isDay(value.until)) wrong('/marking/until', 'not_a_date')
  if (typeof scheme !== 'string' || written === undefined) return undefined
  if (value.authority !== undefined && authority === undefined) return undefined
  return value as JsonObject & Marking
}

function isDay(value: Json): boolean {
  if (typeof value !== 'string' || !/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value)) return false
  const day = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value)
}

function parseTlp(given: Json | undefined, derived: TlpLabel, defaults: EnvelopeDefaults, flags: Set<string>, wrong: Wrong): TlpLabel {
  if (given === undefined || given === derived) return derived
  if (typeof given !== 'string') wrong('/tlp', 'wrong_type')
  else if (defaults.newerCodes !== 'keep') wrong('/tlp', tlpLabels.some((label) => label === given) ? 'wrong_value' : 'not_a_choice')
  else {
    flags.add('tlp_differs')
    return narrower(derived, given)
  }
  return derived
}

function parseUses(value: Json, closed: Closed, wrong: Wrong): readonly string[] {
  if (!Array.isArray(value)) {
    wrong('/permitted_use', 'wrong_type')
    return []
  }
  if (value.length > envelopeLimits.uses) {
    wrong('/permitted_use', 'too_many', { limit: envelopeLimits.uses })
    return []
  }
  const uses = value.flatMap((code: Json, i: number) => closed(`permitted_use/${i}`, permittedUses, code ?? null) ?? [])
  if (new Set(uses).size !== uses.length) wrong('/permitted_use', 'duplicate_item')
  if (contradicts(uses)) wrong('/permitted_use', 'not_together', { names: 'evidence, no_court' })
  return uses
}

function parseGrading(value: Json, wrong: Wrong): Grading | undefined {
  if (!isJsonObject(value)) return note(wrong, '/grading', 'wrong_type')
  const { scheme, source, information } = value
  if (typeof scheme !== 'string' || !codeShape.test(scheme))
    return note(wrong, '/grading/scheme', scheme === undefined ? 'required' : 'name_malformed')
  if (scheme !== 'admiralty') {
    return words(value.value, '/grading/value', wrong) === undefined ? undefined : (value as JsonObject & { scheme: string; value: string })
  }
  if (typeof source !== 'string' || !Object.hasOwn(sourceGrades, source))
    wrong('/grading/source', source === undefined ? 'required' : 'not_a_choice')
  if (typeof information !== 'string' || !Object.hasOwn(informationGrades, information)) {
    wrong('/grading/information', information === undefined ? 'required' : 'not_a_choice')
  }
  return value as JsonObject as unknown as Grading
}

function parseBasis(value: Json, wrong: Wrong): LegalBasis | null {
  if (value === null) return null
  if (!isJsonObject(value)) return note(wrong, '/legal_basis', 'wrong_type') ?? null
  words(value.instrument, '/legal_basis/instrument', wrong)
  words(value.article, '/legal_basis/article', wrong)
  return value as JsonObject & LegalBasis
}

function parseAddressees(value: Json, wrong: Wrong): readonly Addressee[] | undefined {
  if (!Array.isArray(value)) return note(wrong, '/to', 'wrong_type')
  if (value.length > envelopeLimits.addressees) {
    wrong('/to', 'too_many', { limit: envelopeLimits.addressees })
    return undefined
  }
  return value.flatMap((one: Json, i: number) => {
    if (!isJsonObject(one)) return note(wrong, `/to/${i}`, 'wrong_type') ?? []
    for (const name of ['party', 'agency'] as const) {
      const code = one[name]
      if (code === undefined && name === 'agency') continue
      if (typeof code !== 'string' || !codeShape.test(code)) wrong(`/to/${i}/${name}`, code === undefined ? 'required' : 'name_malformed')
    }
    return [one as JsonObject & Addressee]
  })
}
