import {
  accept,
  canonicalBytes,
  concatBytes,
  equalBytes,
  isJsonObject,
  type Json,
  parseJson,
  type Result,
  refuse,
  utf8,
} from '@enlace/core'
import { type PermittedUse, permittedUses, tlpLabels } from '@enlace/records'
import {
  type Agreement,
  type BothLanguages,
  type FlashRule,
  legalCharacters,
  type Registration,
  type ReleaseRule,
  type RequiredSignatures,
  registrationStates,
  requirements,
  signatureAlgorithms,
  usualKeyWithinMinutes,
} from './agreement.ts'
import { type PackProblem, readMembers } from './pack-reader.ts'

export type AgreementRefusal = 'agreement_not_json' | 'agreement_not_canonical' | 'agreement_invalid'

const code = /^[a-z][a-z0-9_-]{0,63}$/
const field = /^[a-z0-9_]{3,250}$/
const maxBytes = 262_144

/**
 * Reads the text of an agreement note: one line of canonical JSON and a newline (docs/formats/agreement.md). The signatures that stand
 * below it in the file are the caller's to check first. Never throws; `detail` names the field and what was wanted there.
 */
export function parseAgreement(text: Uint8Array): Result<Agreement, AgreementRefusal> {
  const parsed = parseJson(text, { maxBytes, maxDepth: 8 })
  if (!parsed.ok) return refuse('agreement_not_json', { ...parsed.detail, why: parsed.reason })
  if (!equalBytes(text, agreementText(parsed.value.value))) return refuse('agreement_not_canonical', { field: '' })
  return readAgreement(parsed.value.value)
}

/** Reads an agreement before it is signed, from JSON in any layout: what a pairing ceremony starts from. */
export function parseAgreementDraft(
  json: Uint8Array,
): Result<{ readonly agreement: Agreement; readonly text: Uint8Array }, AgreementRefusal> {
  const parsed = parseJson(json, { maxBytes, maxDepth: 8 })
  if (!parsed.ok) return refuse('agreement_not_json', { ...parsed.detail, why: parsed.reason })
  const agreement = readAgreement(parsed.value.value)
  return agreement.ok ? accept({ agreement: agreement.value, text: agreementText(parsed.value.value) }) : agreement
}

/** The bytes both parties sign: canonical JSON and a newline, as a signed note wants its text. */
function agreementText(value: Json): Uint8Array {
  return concatBytes(canonicalBytes(value), utf8('\n'))
}

function readAgreement(value: Json): Result<Agreement, AgreementRefusal> {
  const problems: PackProblem[] = []
  const read = readMembers(value, '', problems)
  const parties = read.texts('parties', code, 2)
  const [a = '', b = ''] = parties
  if (parties.length !== 2 || a === b) problems.push({ field: '/parties', wanted: 'two parties' })
  const both = (item: Json, at: string): string => {
    if (item === a || item === b) return item
    problems.push({ field: at, wanted: `${a} | ${b}` })
    return ''
  }
  const title = readMembers(read.member('title').value, '/title', problems)
  const agencies = readMembers(read.member('agencies').value, '/agencies', problems)
  const registration = readMembers(read.member('registration').value, '/registration', problems)
  const proofUse = readMembers(read.member('proof_use').value, '/proof_use', problems)
  const agreement: Agreement = {
    id: read.text('id', code),
    version: read.count('version', 1, 1_000_000),
    parties: [a, b],
    agencies: { [a]: agencies.texts(a, code, 1), [b]: agencies.texts(b, code, 1) },
    title: { es: title.text('es'), en: title.text('en') },
    character: read.choice('character', legalCharacters),
    registration: { [a]: readDuty(registration.member(a), problems), [b]: readDuty(registration.member(b), problems) },
    ...(read.has('un_registration') ? { unRegistration: readDuty(read.member('un_registration'), problems) } : {}),
    startsOn: read.day('starts_on'),
    endsOn: read.day('ends_on'),
    classification: read.text('classification', code),
    ceiling: read.choice('ceiling', tlpLabels),
    maxItemBytes: read.count('max_item_bytes', 1, 16_777_216),
    // A tile entry is at most 65,535 bytes (C2SP tlog-tiles), so no agreement can allow a larger leaf.
    maxLeafBytes: read.count('max_leaf_bytes', 256, 65_535),
    permittedUse: read.choices('permitted_use', Object.keys(permittedUses) as readonly PermittedUse[], 1),
    proofUse: {
      mayShowTo: proofUse.texts('may_show_to', code, 0),
      consent: proofUse.choice('consent', ['none', 'author', 'both']),
      onCourtOrder: proofUse.choice('on_court_order', ['notify_first', 'notify_after', 'refuse']),
      ...(proofUse.has('clause') ? { clause: readClause(proofUse.member('clause'), problems) } : {}),
    },
    rules: read.list('rules', 0, (item, at) => readRule(item, at, both, problems)),
    clocks: read.texts('clocks', code, 0),
    ...readReceiptFirst(read.member('receipt_before_read'), problems),
    ...(read.has('flash') ? { flash: read.list('flash', 0, (item, at) => readFlash(item, at, problems)) } : {}),
    ...(read.has('open_logs') ? { openLogs: read.flag('open_logs') } : {}),
    ...(read.has('tell_newer') ? { tellNewer: read.flag('tell_newer') } : {}),
    ...(read.has('partner_ids') ? { partnerIds: read.flag('partner_ids') } : {}),
    ...(read.has('signatures') ? { signatures: readSignatures(read.member('signatures'), problems) } : {}),
  }
  if (agreement.endsOn < agreement.startsOn) problems.push({ field: '/ends_on', wanted: 'day not before starts_on' })
  checkRules(agreement, problems)
  const [problem] = problems
  return problem === undefined ? accept(agreement) : refuse('agreement_invalid', problem)
}

type Member = { readonly value: Json | undefined; readonly at: string }

function readDuty(member: Member, problems: PackProblem[]): Registration {
  const read = readMembers(member.value, member.at, problems)
  return {
    duty: read.flag('duty'),
    source: read.text('source'),
    ...(read.has('state') ? { state: read.choice('state', registrationStates) } : {}),
    ...(read.has('reference') ? { reference: read.text('reference') } : {}),
  }
}

function readReceiptFirst({ value, at }: Member, problems: PackProblem[]): Pick<Agreement, 'receiptBeforeRead'> {
  if (value === false) return {}
  if (value === true) return { receiptBeforeRead: { kinds: 'all', keyWithinMinutes: usualKeyWithinMinutes } }
  if (!isJsonObject(value)) {
    problems.push({ field: at, wanted: 'true, false or what it covers' })
    return {}
  }
  const read = readMembers(value, at, problems)
  const keyWithinMinutes = read.has('key_within_minutes') ? read.count('key_within_minutes', 1, 10_080) : usualKeyWithinMinutes
  return { receiptBeforeRead: { kinds: read.has('kinds') ? read.texts('kinds', code, 1) : 'all', keyWithinMinutes } }
}

function readSignatures(member: Member, problems: PackProblem[]): RequiredSignatures {
  const read = readMembers(member.value, member.at, problems)
  return { algorithms: read.choices('algorithms', signatureAlgorithms, 1), from: read.day('from') }
}

function readClause(member: Member, problems: PackProblem[]): BothLanguages {
  const read = readMembers(member.value, member.at, problems)
  return { es: read.text('es'), en: read.text('en') }
}

function readRule(item: Json, at: string, both: (item: Json, at: string) => string, problems: PackProblem[]): ReleaseRule {
  const read = readMembers(item, at, problems)
  return {
    kinds: read.texts('kinds', code, 1),
    from: both(read.text('from', code), `${at}/from`),
    toAgency: read.text('to_agency', code),
    mode: read.choice('mode', ['automatic', 'ask']),
    strike: read.texts('strike', field, 0),
    personal: read.choice('personal', ['include', 'strike', 'refuse']),
    requires: read.choices('requires', requirements, 0),
    only: read.has('only') ? read.each('only', (values, place) => readValues(values, place, problems)) : {},
    retentionDays: read.has('retention_days') ? read.count('retention_days', 1, 36_525) : null,
  }
}

function readFlash(item: Json, at: string, problems: PackProblem[]): FlashRule {
  const read = readMembers(item, at, problems)
  return {
    kinds: read.texts('kinds', code, 1),
    only: read.has('only') ? read.each('only', (values, place) => readValues(values, place, problems)) : {},
  }
}

function readValues(values: Json, at: string, problems: PackProblem[]): readonly string[] {
  if (Array.isArray(values) && values.length > 0 && values.every((value) => typeof value === 'string')) return values as readonly string[]
  problems.push({ field: at, wanted: 'list of text' })
  return []
}

// Two rules for one kind and direction would make the order of the file decide what leaves.
function checkRules(agreement: Agreement, problems: PackProblem[]): void {
  const seen = new Set<string>()
  for (const [index, rule] of agreement.rules.entries()) {
    const recipient = agreement.parties.find((party) => party !== rule.from) ?? ''
    if (!agreement.agencies[recipient]?.includes(rule.toAgency)) {
      problems.push({ field: `/rules/${index}/to_agency`, wanted: 'agency of the recipient that takes part' })
    }
    for (const kind of rule.kinds) {
      const key = `${rule.from} ${kind}`
      if (seen.has(key)) problems.push({ field: `/rules/${index}/kinds`, wanted: 'one rule for each kind and direction' })
      seen.add(key)
    }
  }
}
