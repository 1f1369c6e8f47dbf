import type { Json } from '@enlace/core'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../language/text.ts'
import { IconCircleCheck, IconDownload, IconRefresh, IconShieldCheck, IconShieldQuestion, IconShieldX, IconX } from '../parts/icon.tsx'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import { saveFile } from '../parts/save-file.ts'
import classes from './proof-panel.module.css'
import { sayProofValues } from './say-proof-values.ts'
import marks from './verdict.module.css'
import { type Verified, verifyRecord } from './verify-record.ts'

/** Checked in this browser: one sentence says what is proved, one what is not, and every step stands below for whoever asks. */
export default function ProofPanel({
  id,
  envelope,
  stamp,
}: {
  readonly id: string
  readonly envelope: Json | undefined
  readonly stamp: string
}) {
  const text = useText()
  const check = useQuery({ queryKey: ['record', id, 'proof', stamp], queryFn: () => verifyRecord(id, envelope), staleTime: 60_000 })
  return (
    <section className="card pad stack" aria-labelledby="proof">
      <div className="spread">
        <h2 id="proof" className={classes.title}>
          {text('proof.title')}
        </h2>
        <span className="soft small">{text('proof.here')}</span>
      </div>
      {check.isPending ? (
        <p role="status" className="soft">
          {text('proof.checking')}
        </p>
      ) : null}
      {check.isError ? <ProblemNotice problem={check.error} retry={() => check.refetch()} /> : null}
      {check.data === undefined ? null : <Answer id={id} verified={check.data} again={() => check.refetch()} busy={check.isFetching} />}
    </section>
  )
}

function Answer({
  id,
  verified,
  again,
  busy,
}: {
  readonly id: string
  readonly verified: Verified
  readonly again: () => void
  readonly busy: boolean
}) {
  const text = useText()
  const parties = useParties()
  if (verified.state === 'impossible') {
    return (
      <Notice tone="warn" title={text('proof.impossible')} icon={<IconShieldQuestion size={20} />}>
        {text(verified.why === 'no_web_crypto' ? 'proof.impossible.crypto' : 'proof.impossible.malformed')}
      </Notice>
    )
  }
  const { verdict, document, roles, bodySeen, knowsMlDsa } = verified
  const passed = verdict.steps.filter((step) => step.ok).length
  const Shield = !verdict.ok
    ? IconShieldX
    : verdict.proves.code === 'entry_only' || verdict.proves.code === 'nothing'
      ? IconShieldQuestion
      : IconShieldCheck
  return (
    <>
      <div className={marks.verdict} data-ok={verdict.ok}>
        <Shield size={32} aria-hidden="true" />
        <div className="stack-tight">
          <p className={marks.proves}>
            {text.find(`verify.proves.${verdict.proves.code}`, sayProofValues(verdict.proves.values, text, parties.nameOf)) ??
              verdict.proves.code}
          </p>
          <p>
            {text.find(
              `verify.does_not_prove.${verdict.doesNotProve.code}`,
              sayProofValues(verdict.doesNotProve.values, text, parties.nameOf),
            ) ?? verdict.doesNotProve.code}
          </p>
        </div>
      </div>
      {bodySeen ? null : <Notice tone="info" title={text('proof.bodyUnseen')} />}
      {knowsMlDsa ? null : (
        <Notice tone="warn" title={text('proof.noMlDsa')}>
          {text('proof.noMlDsa.detail')}
        </Notice>
      )}
      <details className={classes.steps}>
        <summary>{text('proof.steps', { passed, all: verdict.steps.length })}</summary>
        {roles.map((role, position) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a position is its place in the document
          <section key={position} className={classes.position}>
            <h3>{text.find(`proof.role.${role}`) ?? role}</h3>
            <ol>
              {verdict.steps
                .filter((step) => step.position === position)
                .map((step, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: steps are made once, in order
                  <li key={index}>
                    {step.ok ? (
                      <IconCircleCheck size={18} className={marks.holds} aria-hidden="true" />
                    ) : (
                      <IconX size={18} className={marks.fails} aria-hidden="true" />
                    )}
                    <span>
                      <span className="unseen">{text(step.ok ? 'proof.step.holds' : 'proof.step.fails')}</span>
                      {text.find(`verify.step.${step.code}${step.ok ? '' : '.failed'}`, sayProofValues(step.values, text)) ?? step.code}
                    </span>
                  </li>
                ))}
            </ol>
          </section>
        ))}
      </details>
      <div className="cluster">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={16} />}
          onClick={() => saveFile(`${id}.proof.json`, 'application/json', JSON.stringify(document, null, 2))}
        >
          {text('proof.save')}
        </Button>
        <Button variant="subtle" size="xs" leftSection={<IconRefresh size={16} />} onClick={again} loading={busy}>
          {text('proof.again')}
        </Button>
      </div>
      <p className="soft small">{text('proof.elsewhere')}</p>
    </>
  )
}
