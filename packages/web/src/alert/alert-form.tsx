import type { Json } from '@enlace/core'
import type { Kind } from '@enlace/records'
import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { findFieldMessage, Problem } from '../api/problem.ts'
import { send } from '../api/send.ts'
import type { NodeInfo, PartnerStatus, Session, Stored } from '../api/shapes.ts'
import { FieldInput } from '../kinds/field-input.tsx'
import type { SayLabel } from '../kinds/kind-words.ts'
import { useText } from '../language/text.ts'
import { IconSend } from '../parts/icon.tsx'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { Tlp } from '../parts/tlp.tsx'
import { useKeys } from '../parts/use-keys.ts'
import classes from './alert-form.module.css'
import { compose, newIdentity } from './compose.ts'
import { type AlertDraft, formFields, missingFields, propose, valuesOf } from './draft.ts'
import { forgetDrafts, keepDraft, readDraft } from './keep-draft.ts'
import { type Limits, labelOf, limitsProblems, toEnvelope, usualLimits } from './limits.ts'
import { LimitsForm } from './limits-form.tsx'
import { Recognised } from './recognised.tsx'

type Props = {
  readonly kind: Kind
  readonly say: SayLabel
  readonly account: Session['account']
  readonly node: NodeInfo
  readonly partners: readonly PartnerStatus[]
  readonly onSent: (id: string) => void
}

type Kept = { readonly draft: AlertDraft; readonly limits: Limits; readonly to: string }

/** The paste box, what it was understood to say, the short form, the limits, and the one key that sends. */
export function AlertForm({ kind, say, account, node, partners, onSent }: Props) {
  const text = useText()
  const client = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const name = `${account.party}.${account.user}.${kind.name}`
  const zone = useMemo(() => Intl.DateTimeFormat().resolvedOptions().timeZone, [])
  const [{ draft, limits, to }, setKept] = useState<Kept>(
    () => parseKept(readDraft(name)) ?? startKept(kind, node, partners, text('alert.purpose')),
  )
  const [tried, setTried] = useState(false)
  // Typing stays fluid whatever is pasted: recognition follows a moment later.
  const pasted = useDeferredValue(draft.pasted)
  const proposal = useMemo(
    () => propose({ pasted, pastedAt: draft.pastedAt }, zone, text.language),
    [pasted, draft.pastedAt, zone, text.language],
  )
  const values = valuesOf(draft, proposal)
  const { short, more } = useMemo(() => formFields(kind), [kind])
  const missing = missingFields(short, values)

  const keep = (change: Partial<Kept>) =>
    setKept((kept) => {
      const next = { ...kept, ...change }
      keepDraft(name, next)
      return next
    })
  const write = (field: string, value: Json) => keep({ draft: { ...draft, written: { ...draft.written, [field]: value } } })

  const sending = useMutation({
    mutationFn: () =>
      send<Stored>('POST', '/records', {
        body: { object: compose(kind, draft.identity, values), envelope: toEnvelope(limits, account.agency, to === '' ? [] : [to]) },
      }),
    onSuccess: (stored) => {
      forgetDrafts(name)
      client.invalidateQueries({ queryKey: ['inbox'] })
      onSent(stored.id)
    },
  })
  const problem = sending.error instanceof Problem ? sending.error : undefined
  const submit = (event?: SyntheticEvent) => {
    event?.preventDefault()
    setTried(true)
    if (missing.length > 0 || limitsProblems(limits).length > 0) return
    if (!sending.isPending) sending.mutate()
  }
  useKeys({ 'Ctrl+Enter': submit })
  const firstMissing = tried ? missing[0] : undefined
  useEffect(() => {
    if (firstMissing !== undefined)
      form.current?.querySelector<HTMLElement>(`[name="${firstMissing}"], [data-field="${firstMissing}"] input`)?.focus()
  }, [firstMissing])

  const errorOf = (field: string) => {
    const placed = kind.fields.find((one) => one.name === field)
    const told = placed === undefined ? undefined : findFieldMessage(problem, `/object/${placed.path.join('/')}`)
    return told ?? (tried && missing.includes(field) ? text('form.missing') : undefined)
  }
  const input = (placed: (typeof short)[number]) => (
    <FieldInput
      key={placed.name}
      kind={kind}
      placed={placed}
      say={say}
      value={values[placed.name]}
      onChange={(value) => write(placed.name, value)}
      error={errorOf(placed.name)}
      proposed={draft.written[placed.name] === undefined && proposal.told.has(placed.name)}
    />
  )
  return (
    <form ref={form} className={classes.form} onSubmit={submit} noValidate aria-label={text('alert.title')}>
      <section className={`card pad stack ${classes.paste}`} aria-labelledby="paste">
        <h2 id="paste">{text('alert.paste')}</h2>
        <Textarea
          aria-labelledby="paste"
          aria-describedby="paste-help"
          autoFocus
          rows={7}
          maxLength={60_000}
          value={draft.pasted}
          onChange={(event) => keep({ draft: { ...draft, pasted: event.currentTarget.value, pastedAt: new Date().toISOString() } })}
          placeholder={text('alert.paste.example')}
        />
        <p id="paste-help" className="soft small">
          {text('alert.paste.help')}
        </p>
        {draft.pasted === '' ? null : <Recognised found={proposal.found} kind={kind} say={say} />}
      </section>
      <section className="card pad stack" aria-labelledby="short">
        <h2 id="short">{text('alert.facts')}</h2>
        <div className={classes.fields}>{short.map(input)}</div>
        <details>
          <summary>{text('alert.more', { count: more.length })}</summary>
          <div className={classes.fields}>{more.map(input)}</div>
        </details>
      </section>
      <section className="card pad stack" aria-labelledby="alert-limits">
        <div className="spread">
          <h2 id="alert-limits">{text('alert.limits')}</h2>
          <span className="cluster">
            <strong>{limits.marking}</strong> <Tlp label={labelOf(limits)} />
          </span>
        </div>
        <p>
          {limits.uses.map((code) => text.find(`use.${code}`) ?? code).join(' · ')}
          <br />
          <span className="soft small">
            {text('alert.limits.basis', { basis: [limits.instrument, limits.article].filter((part) => part !== '').join(', ') })}
          </span>
        </p>
        <details open={tried && limitsProblems(limits).length > 0 ? true : undefined}>
          <summary>{text('alert.limits.change')}</summary>
          <LimitsForm limits={limits} party={node.party} onChange={(next) => keep({ limits: next })} />
        </details>
      </section>
      <div className={classes.bar}>
        {problem === undefined ? null : (
          <>
            <ProblemNotice problem={problem} />
            {problem.code === 'offline' ? <Notice tone="info" title={text('alert.kept')} /> : null}
          </>
        )}
        {tried && missing.length > 0 ? <Notice tone="warn" title={text('alert.missing', { count: missing.length })} /> : null}
        <div className={classes.send}>
          <Button type="submit" size="md" leftSection={<IconSend size={18} />} loading={sending.isPending}>
            {text('alert.send')}
          </Button>
          <span className={classes.keys}>
            {['Ctrl', 'Enter'].map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </span>
          {partners.length > 1 ? (
            <NativeSelect
              aria-label={text('alert.to')}
              value={to}
              onChange={(event) => keep({ to: event.currentTarget.value })}
              data={partners.map((partner) => ({ value: partner.party, label: text.of(partner.name) }))}
            />
          ) : (
            <span className="soft">{text('alert.to.one', { party: text.of(partners[0]?.name) || '-' })}</span>
          )}
          {partners.some((partner) => partner.party === to && partner.link !== 'up') ? (
            <span className={classes.held}>{text('alert.linkDown')}</span>
          ) : null}
        </div>
      </div>
    </form>
  )
}

function startKept(kind: Kind, node: NodeInfo, partners: readonly PartnerStatus[], purpose: string): Kept {
  const agreement = partners[0]?.agreement ?? undefined
  return {
    draft: { identity: newIdentity(kind), pasted: '', pastedAt: new Date().toISOString(), written: {} },
    limits: usualLimits({
      marking: node.marking,
      party: node.party,
      agreement: agreement?.id ?? '',
      article: agreement === undefined ? '' : '1',
      purpose,
    }),
    to: partners[0]?.party ?? '',
  }
}

/** A draft of an older page may have another shape: then it counts as none. */
function parseKept(value: unknown): Kept | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { draft, limits, to } = value as Partial<Kept>
  const whole =
    typeof draft?.pasted === 'string' &&
    typeof draft.identity?.id === 'string' &&
    typeof draft.written === 'object' &&
    Array.isArray(limits?.uses) &&
    typeof limits.article === 'string' &&
    typeof to === 'string'
  return whole ? (value as Kept) : undefined
}
