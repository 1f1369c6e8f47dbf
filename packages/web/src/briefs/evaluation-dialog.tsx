import { kinds } from '@enlace/records'
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { askNode } from '../api/questions.ts'
import { useCodeWords } from '../kinds/use-code-words.ts'
import { useText } from '../language/text.ts'
import { DayField } from '../parts/day-field.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { useParties } from '../parts/party.ts'
import { programmePath } from '../programme/programme-path.ts'
import { nothingSaid } from '../programme/read-in-two.ts'
import { useWriteAbout } from '../programme/use-write-about.ts'
import { WordsInTwo } from '../programme/words-in-two.tsx'
import { composeEvaluation, type EvaluationDraft, type FindingDraft } from './compose-evaluation.ts'
import type { Place } from './raise-dialog.tsx'

const noFinding: FindingDraft = { found: nothingSaid, advised: nothingSaid, to: '', due: '' }
const nothingYet: EvaluationDraft = {
  ...{ name: '', evaluator: '', standing: '', question: nothingSaid, method: nothingSaid, limits: '', publishedOn: '' },
  findings: [noFinding],
}

/** An evaluation as those who made it would tell it: what was asked, who looked and how, what was found, and who is to answer each finding by when. */
export function EvaluationDialog({ places, onClose }: { readonly places: readonly Place[]; readonly onClose: () => void }) {
  const text = useText()
  const navigate = useNavigate()
  const codes = useCodeWords('evaluation')
  const [about, setAbout] = useState(places[0]?.id ?? '')
  const [draft, setDraft] = useState(nothingYet)
  const [tried, setTried] = useState(false)
  const write = useWriteAbout(about)
  if (write === undefined) return null
  const set = (changed: Partial<EvaluationDraft>) => setDraft({ ...draft, ...changed })
  const setFinding = (at: number, changed: Partial<FindingDraft>) =>
    set({ findings: draft.findings.map((one, i) => (i === at ? { ...one, ...changed } : one)) })
  const standings = Object.keys(kinds.get('evaluation')?.fields.find(({ name }) => name === 'independence')?.field.choices ?? {})
  const missing = (words: string) => (tried && words.trim() === '' ? text('briefs.evaluation.needed') : undefined)
  const submit = async () => {
    setTried(true)
    const values = composeEvaluation(draft)
    if (values === undefined) return false
    const id = await write('evaluation', values)
    await navigate({ to: programmePath('evaluations', id) })
  }
  return (
    <FormDialog
      title={text('briefs.evaluations.enter')}
      action={text('briefs.evaluations.enter')}
      done={text('briefs.done')}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={text('briefs.evaluation.name')}
        value={draft.name}
        error={missing(draft.name)}
        onChange={(event) => set({ name: event.currentTarget.value })}
        maxLength={200}
        required
      />
      <Words label={text('briefs.evaluation.question')} value={draft.question} onChange={(question) => set({ question })} tried={tried} />
      <TextInput
        label={text('briefs.evaluations.evaluator')}
        value={draft.evaluator}
        error={missing(draft.evaluator)}
        onChange={(event) => set({ evaluator: event.currentTarget.value })}
        maxLength={200}
        required
      />
      <NativeSelect
        label={text('briefs.evaluation.standing')}
        value={draft.standing}
        onChange={(event) => set({ standing: event.currentTarget.value })}
        data={[
          { value: '', label: text('briefs.raise.unstated') },
          ...standings.map((code) => ({ value: code, label: codes?.('independence', code) ?? code })),
        ]}
      />
      <Words label={text('briefs.evaluation.method')} value={draft.method} onChange={(method) => set({ method })} tried={tried} />
      <Textarea
        label={text('briefs.evaluation.limits')}
        value={draft.limits}
        onChange={(event) => set({ limits: event.currentTarget.value })}
        rows={2}
        maxLength={1000}
      />
      <DayField
        label={text('briefs.evaluation.published')}
        value={draft.publishedOn}
        onChange={(event) => set({ publishedOn: event.currentTarget.value })}
      />
      {draft.findings.map((finding, i) => (
        // A finding is its place in the list until it is written.
        // biome-ignore lint/suspicious/noArrayIndexKey: it has no name of its own
        <fieldset key={i} className="stack">
          <legend>{text('briefs.evaluation.finding', { number: String(i + 1) })}</legend>
          <Finding finding={finding} onChange={(changed) => setFinding(i, changed)} tried={tried} />
          <span>
            <Button
              variant="default"
              size="xs"
              aria-label={`${text('briefs.evaluation.remove')}: ${text('briefs.evaluation.finding', { number: String(i + 1) })}`}
              onClick={() => set({ findings: draft.findings.filter((_, at) => at !== i) })}
            >
              {text('briefs.evaluation.remove')}
            </Button>
          </span>
        </fieldset>
      ))}
      <span>
        <Button variant="default" onClick={() => set({ findings: [...draft.findings, noFinding] })} disabled={draft.findings.length >= 60}>
          {text('briefs.evaluation.add')}
        </Button>
      </span>
      <NativeSelect
        label={text('briefs.raise.about')}
        value={about}
        onChange={(event) => setAbout(event.currentTarget.value)}
        data={places.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </FormDialog>
  )
}

function Finding({
  finding,
  onChange,
  tried,
}: {
  readonly finding: FindingDraft
  readonly onChange: (changed: Partial<FindingDraft>) => void
  readonly tried: boolean
}) {
  const text = useText()
  const parties = useParties()
  const { data: node } = useQuery(askNode)
  const all = node === undefined ? [] : [node.party, ...node.partners.map(({ party }) => party)]
  return (
    <>
      <Words label={text('briefs.evaluation.found')} value={finding.found} onChange={(found) => onChange({ found })} tried={tried} />
      <WordsInTwo
        label={text('briefs.evaluation.recommendation')}
        value={finding.advised}
        onChange={(advised) => onChange({ advised })}
        tried={false}
        needed={[]}
      />
      <NativeSelect
        label={text('briefs.evaluation.to')}
        value={finding.to}
        error={tried && finding.to === '' ? text('briefs.evaluation.needed') : undefined}
        onChange={(event) => onChange({ to: event.currentTarget.value })}
        required
        data={[
          { value: '', label: text('form.chooseOne') },
          ...all.map((party) => ({ value: party, label: parties.nameOf(party) })),
          { value: 'both', label: text('briefs.evaluation.both') },
        ]}
      />
      <DayField
        label={text('briefs.evaluation.due')}
        value={finding.due}
        onChange={(event) => onChange({ due: event.currentTarget.value })}
      />
    </>
  )
}

/** Words that are needed in one language at least; the reader's is asked for. */
function Words({
  label,
  value,
  onChange,
  tried,
}: {
  readonly label: string
  readonly value: EvaluationDraft['question']
  readonly onChange: (value: EvaluationDraft['question']) => void
  readonly tried: boolean
}) {
  const text = useText()
  const isSaid = value.es.trim() + value.en.trim() !== ''
  return <WordsInTwo label={label} value={value} onChange={onChange} tried={tried} needed={isSaid ? [] : [text.language]} />
}
