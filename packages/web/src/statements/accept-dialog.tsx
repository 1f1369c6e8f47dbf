import type { StatementDetail } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askRecord } from '../api/questions.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { envelopeOfCase } from '../cases/envelope-of-case.ts'
import { addresseesOf } from '../forms/addressees-of.ts'
import { useWrite } from '../forms/use-write.ts'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { useParties } from '../parts/party.ts'
import { otherOf, type Proposal } from './proposals-card.tsx'
import { titleIn } from './statement-marks.tsx'

const modalities = ['intends', 'agrees', 'shall', 'potential'] as const

/** A proposal as a record, with every field open to change before it is kept: a commitment, or a claim under its speaker. */
export function AcceptDialog({
  detail,
  proposal,
  onClose,
}: {
  readonly detail: StatementDetail
  readonly proposal: Proposal
  readonly onClose: () => void
}) {
  const text = useText()
  const parties = useParties()
  const write = useWrite()
  const usual = useUsualEnvelope({ home: false })
  const { statement } = detail
  const { id } = statement.record
  const { data: record } = useQuery(askRecord(id))
  const start = startOf(detail, proposal, text('statements.publication'))
  const [values, setValues] = useState<Readonly<Record<string, string>>>(start.values)
  const [owners, setOwners] = useState<readonly string[]>(start.owners)
  const [isChange, setChange] = useState(proposal.isChange === true)
  if (usual === undefined || record === undefined) return null
  const isCommitment = proposal.what === 'commitment'
  const isUnilateral = isCommitment && statement.type !== 'joint'
  const value = (name: string) => values[name]?.trim() ?? ''
  const bind = (name: string) => ({
    value: values[name] ?? '',
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      setValues({ ...values, [name]: event.currentTarget.value }),
  })
  const submit = async () => {
    const to = addresseesOf({ from: record.from, envelope: record.envelope as JsonObject }, detail.party)
    const envelope = envelopeOfCase(record.envelope as JsonObject, usual, to)
    const source = titleIn(statement.title, text.language)
    if (!isCommitment) {
      await write('claim', claimOf(detail, proposal, value), envelope)
      return
    }
    const agreed = Object.fromEntries(['es', 'en'].flatMap((tag) => (value(tag) === '' ? [] : [[tag, value(tag)]])))
    const optional = { due: value('due'), deliverable: value('deliverable'), baseline: value('baseline') }
    const words = typeof proposal.dueWords === 'string' ? { due_words: proposal.dueWords } : {}
    const commitment = await write(
      'commitment',
      {
        abstract: value('name'),
        content: value('name'),
        object_refs: [id],
        agreed_text: agreed,
        source: source.slice(0, 300),
        source_ref: id,
        clause: proposal.clause,
        modality: value('modality'),
        is_change: isChange,
        ...(owners.length === 0 ? {} : { owners: owners.map((party) => ({ party })) }),
        ...words,
        ...Object.fromEntries(Object.entries(optional).filter(([, said]) => said !== '')),
      },
      envelope,
    )
    // What one party says of an agreement is its reading, and stands alone until the other accepts it.
    if (isUnilateral && statement.issuedBy.includes(detail.party)) {
      const said = statement.publishedOn === null ? {} : { said_on: statement.publishedOn }
      await write(
        'commitment-reading',
        {
          says: 'reads',
          source: source.slice(0, 300),
          ...said,
          abstract: value('name'),
          content: proposal.passage,
          object_refs: [commitment],
        },
        envelope,
      )
    }
  }
  const title = text(isCommitment ? 'statements.accept.commitment' : 'statements.accept.claim')
  return (
    <FormDialog title={title} action={text('statements.accept')} done={text('statements.accept.done')} onSubmit={submit} onClose={onClose}>
      {isUnilateral ? <p className="soft small">{text('statements.accept.unilateral')}</p> : null}
      {isCommitment ? (
        <>
          <TextInput label={text('statements.field.name')} {...bind('name')} maxLength={200} required />
          {(['es', 'en'] as const).map((tag) =>
            statement.languages.includes(tag) ? (
              <Textarea
                key={tag}
                label={text(tag === 'es' ? 'statements.field.textEs' : 'statements.field.textEn')}
                {...bind(tag)}
                autosize
                minRows={2}
                maxRows={8}
                maxLength={4000}
              />
            ) : null,
          )}
          <Checkbox.Group label={text('statements.field.owners')} value={[...owners]} onChange={setOwners}>
            <span className="cluster">
              {[...new Set(['mx', 'us', detail.party, ...statement.issuedBy])].map((party) => (
                <Checkbox key={party} value={party} label={parties.nameOf(party)} />
              ))}
            </span>
          </Checkbox.Group>
          <NativeSelect
            label={text('statements.field.modality')}
            {...bind('modality')}
            data={modalities.map((each) => ({ value: each, label: text(`statements.modality.${each}`) }))}
          />
          <TextInput label={text('statements.field.due')} {...bind('due')} maxLength={10} />
          <TextInput label={text('statements.field.deliverable')} {...bind('deliverable')} maxLength={300} />
          <Checkbox
            label={text('statements.field.change')}
            checked={isChange}
            onChange={(event) => setChange(event.currentTarget.checked)}
          />
          {isChange ? <TextInput label={text('statements.field.baseline')} {...bind('baseline')} maxLength={300} /> : null}
        </>
      ) : (
        <>
          <blockquote lang={proposal.language}>{proposal.passage}</blockquote>
          <TextInput label={text('statements.field.value')} {...bind('value')} maxLength={200} required />
          <TextInput label={text('statements.field.speaker')} {...bind('speaker')} maxLength={200} required />
          <TextInput label={text('statements.field.role')} {...bind('role')} maxLength={200} />
          {proposal.what === 'figure' ? (
            <TextInput label={text('statements.field.baseline')} {...bind('baseline')} maxLength={200} />
          ) : null}
        </>
      )}
    </FormDialog>
  )
}

/** What the dialog begins with: what the rule read. */
function startOf(
  { statement, clauses }: StatementDetail,
  proposal: Proposal,
  publication: string,
): { readonly values: Readonly<Record<string, string>>; readonly owners: readonly string[] } {
  const said = (name: string) => (typeof proposal[name] === 'string' ? String(proposal[name]) : '')
  const clause = clauses.find(({ number }) => number === proposal.clause)
  // Where the rules found no sentence beside it, the other language is the whole clause: which of its sentences is meant, a person says.
  const other = proposal.language === 'es' ? 'en' : 'es'
  const values = {
    name: (proposal.isPublication === true ? publication : proposal.passage).slice(0, 120),
    [proposal.language]: proposal.passage,
    [other]: otherOf(proposal)?.passage ?? clause?.words[other] ?? '',
    modality: said('modality') || 'intends',
    due: said('due'),
    deliverable: '',
    baseline: said('baseline').slice(0, 200),
    value: (
      said('label') ||
      [said('name'), said('role')].filter(Boolean).join(', ') ||
      said('value') ||
      figureWords(proposal) ||
      proposal.passage
    ).slice(0, 200),
    speaker: statement.speaker ?? statement.issuedBy.map((party) => party.toUpperCase()).join(' + '),
    role: statement.speakerRole ?? '',
  }
  const owners = Array.isArray(proposal.owners) ? proposal.owners.map(String) : []
  return { values, owners: owners.length === 0 && proposal.isPublication === true ? statement.issuedBy : owners }
}

function figureWords({ low, high, unit, of }: Proposal): string {
  if (typeof low !== 'number' || typeof high !== 'number') return ''
  return `${low === high ? low : `${low}-${high}`} ${unit === 'percent' ? '%' : unit === 'count' ? '' : String(unit)} ${String(of ?? '')}`
    .replaceAll(/\s+/g, ' ')
    .trim()
}

const points = { person: 'office', date: 'held_on', figure: 'change', label: 'label', commitment: 'other' } as const

/** A claim about the session, or about the statement where there is none, in the word of its speaker. */
function claimOf({ statement, documentRef }: StatementDetail, proposal: Proposal, value: (name: string) => string): Record<string, Json> {
  const { record, sessionRef, issuedBy, channel, publishedOn } = statement
  const isFigure = proposal.what === 'figure'
  const range = isFigure && typeof proposal.low === 'number' && typeof proposal.high === 'number'
  return {
    abstract: value('value'),
    content: value('value'),
    object_refs: [...new Set([sessionRef ?? record.id, record.id])],
    point: isFigure && proposal.isChange !== true ? 'other' : points[proposal.what],
    value: value('value'),
    word: (proposal.what === 'label' ? value('value') : proposal.passage).slice(0, 200),
    passage: proposal.passage.slice(0, 1000),
    clause: proposal.clause,
    stance: 'states',
    modality: proposal.isAlleged === true ? 'alleged' : 'fact',
    speaker: value('speaker'),
    speaks_for: issuedBy.length > 1 ? 'both' : (issuedBy[0] ?? 'nobody'),
    channel: channel ?? 'written_statement',
    document_ref: documentRef ?? record.id,
    ...(value('role') === '' ? {} : { speaker_role: value('role') }),
    ...(publishedOn === null ? {} : { said_on: publishedOn }),
    ...(proposal.what === 'date' && typeof proposal.value === 'string'
      ? {
          true_on: proposal.value,
          date_words: proposal.passage.slice(0, 100),
          date_basis: proposal.reading === 'written' ? 'exact' : 'relative',
        }
      : {}),
    ...(range ? { value_low: Number(proposal.low), value_high: Number(proposal.high), unit: String(proposal.unit) } : {}),
    ...(value('baseline') === '' ? {} : { baseline: value('baseline') }),
  }
}
