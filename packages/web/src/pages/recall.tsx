import type { RecallDetail } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { useMay } from '../api/use-may.ts'
import { useKindTitle } from '../kinds/kind-title.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DefinitionList } from '../parts/definition-list.tsx'
import { IconEyeOff, IconLock } from '../parts/icon.tsx'
import { late } from '../parts/late.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { RecordRow } from '../parts/record-row.tsx'
import { Tag } from '../parts/tag.tsx'
import { askRecall } from '../recall/ask-recalls.ts'
import classes from '../recall/recall-steps.module.css'
import { RecallAuthor, RecallSteps } from '../recall/recall-steps.tsx'
import { sayReason, sayRecallState, toneOf } from '../recall/say-recall.ts'

const ReasonDialog = late(() => import('../recall/reason-dialog.tsx'))
const route = getRouteApi('/desk/recalls/$id')

type Deed = 'purge' | 'object' | 'withdraw' | { readonly restore: string }

/** One recall: what was taken back and why, what is owed until when, what it hides, and where a person has to look for copied words. */
export function RecallPage() {
  const text = useText()
  const { id } = route.useParams()
  const question = useQuery(askRecall(id))
  const recall = question.data
  return (
    <Page
      title={text(recall?.direction === 'sent' ? 'recall.page.sent' : 'recall.page.received')}
      trail={[{ label: text('nav.inbox'), to: '/inbox' }]}
      lead={
        recall === undefined ? undefined : (
          <span className="cluster">
            <Tag tone={toneOf(recall)}>{sayRecallState(recall, text)}</Tag>
            <PartyMark party={recall.partner} />
          </span>
        )
      }
    >
      <Answered question={question}>{(detail) => <Whole recall={detail} />}</Answered>
    </Page>
  )
}

function Whole({ recall }: { readonly recall: RecallDetail }) {
  const text = useText()
  const kindTitle = useKindTitle()
  const [deed, setDeed] = useState<Deed>()
  const received = recall.direction === 'received'
  return (
    <div className="stack">
      <Card title={text('recall.page.what')} actions={<Deeds recall={recall} onDo={setDeed} />}>
        <DefinitionList
          items={[
            { term: text('recall.reason'), detail: sayReason(recall.reason, text) },
            ...(recall.words ? [{ term: text('recall.words'), detail: <span dir="auto">{recall.words}</span> }] : []),
            { term: text('records.kind'), detail: kindTitle(recall.kind) },
            {
              term: text('record.id'),
              detail:
                recall.record === null ? (
                  '–'
                ) : (
                  <Link to="/records/$id" params={{ id: recall.record.id }}>
                    <code>{recall.record.id}</code>
                  </Link>
                ),
            },
            ...(recall.by === null ? [] : [{ term: text('recall.by'), detail: <span className="mono">{recall.by}</span> }]),
            ...(recall.answerWords ? [{ term: text('recall.answer.words'), detail: <span dir="auto">{recall.answerWords}</span> }] : []),
          ]}
        />
        <RecallAuthor recall={recall} />
        <RecallSteps recall={recall} />
        <p className="soft small">{text('recall.notProvable')}</p>
      </Card>
      {recall.hold ? (
        <Notice tone="warn" title={text('recall.hold.stands')} icon={<IconLock size={20} />}>
          {text('recall.hold.stops')}
        </Notice>
      ) : null}
      {received ? <Derived recall={recall} onRestore={(id) => setDeed({ restore: id })} /> : null}
      {received ? <Likely recall={recall} /> : null}
      <Suspense fallback={null}>
        {deed === undefined ? null : <Doing recall={recall} deed={deed} onClose={() => setDeed(undefined)} />}
      </Suspense>
    </div>
  )
}

function Deeds({ recall, onDo }: { readonly recall: RecallDetail; readonly onDo: (deed: Deed) => void }) {
  const text = useText()
  const may = useMay()
  const open = recall.endedAt === null
  if (recall.direction === 'sent') {
    // Also once it is purged: what is written later leaves again only when the recall no longer stands.
    const stands = recall.state !== 'withdrawn' && recall.state !== 'replaced'
    return stands && recall.reason !== 'revoked' && recall.author === null && may('recall.withdraw') ? (
      <Button variant="default" onClick={() => onDo('withdraw')}>
        {text('recall.withdraw')}
      </Button>
    ) : null
  }
  if (!open || !may('recall.answer')) return null
  return (
    <>
      {may('record.erase') ? (
        <Button color="red" onClick={() => onDo('purge')} disabled={recall.hold}>
          {text('recall.purge')}
        </Button>
      ) : null}
      <Button variant="default" onClick={() => onDo('object')}>
        {text('recall.object')}
      </Button>
    </>
  )
}

function Derived({ recall, onRestore }: { readonly recall: RecallDetail; readonly onRestore: (id: string) => void }) {
  const text = useText()
  const may = useMay()
  const kindTitle = useKindTitle()
  if (recall.derivedRecords.length === 0) return null
  return (
    <Card title={text('recall.derived.title')} lead={text('recall.derived.lead')} id="derived">
      <ul className={classes.branches}>
        {recall.derivedRecords.map((record) => (
          <li key={record.id} className="cluster">
            <IconEyeOff size={16} aria-hidden="true" />
            <span>{kindTitle(record.kind)}</span>
            <PartyMark party={record.from} />
            <code className="small">{record.id}</code>
            {may('recall.restore') && record.agency === recall.agency ? (
              <Button variant="default" size="xs" onClick={() => onRestore(record.id)}>
                {text('recall.restore')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Likely({ recall }: { readonly recall: RecallDetail }) {
  const text = useText()
  return (
    <Card title={text('recall.likely.title')} lead={text('recall.likely.lead')} id="likely">
      {recall.likely.length === 0 ? (
        <p className="soft">{text(recall.endedAt === null ? 'recall.likely.none' : 'recall.likely.gone')}</p>
      ) : (
        <ul>
          {recall.likely.map(({ record, identifiers, words }) => (
            <li key={record.id}>
              <ul>
                <RecordRow record={record} />
              </ul>
              <span className="soft small">{text('recall.likely.shares', { identifiers, words })}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Doing({ recall, deed, onClose }: { readonly recall: RecallDetail; readonly deed: Deed; readonly onClose: () => void }) {
  const text = useText()
  const at = `/recalls/${encodeURIComponent(recall.id)}`
  const shared = { onClose, label: text('record.share.reason'), help: text('record.share.reason.help') }
  if (typeof deed === 'object') {
    return (
      <ReasonDialog
        {...shared}
        title={text('recall.restore.title')}
        will={[text('recall.restore.will.shown'), text('recall.restore.will.word')]}
        action={text('recall.restore')}
        done={text('recall.restore.done')}
        path={`${at}/show-again`}
        member="reason"
        more={{ record: deed.restore }}
      />
    )
  }
  if (deed === 'withdraw') {
    return (
      <ReasonDialog
        onClose={onClose}
        title={text('recall.withdraw.title')}
        will={[text('recall.withdraw.will.shown'), text('recall.withdraw.will.purged')]}
        action={text('recall.withdraw')}
        done={text('recall.withdraw.done')}
        path={`${at}/end`}
        member="words"
        optional
        label={text('recall.dialog.words')}
        help={text('recall.dialog.words.help')}
      />
    )
  }
  return (
    <ReasonDialog
      {...shared}
      {...(deed === 'object' ? { help: text('recall.dialog.words.help') } : {})}
      title={text(`recall.${deed}.title`)}
      will={
        deed === 'purge'
          ? [text('recall.purge.will.keys'), text('recall.purge.will.told'), text('recall.purge.will.derived')]
          : [text('recall.object.will.hidden'), text('recall.object.will.told')]
      }
      action={text(`recall.${deed}`)}
      done={text(`recall.${deed}.done`)}
      path={`${at}/answer`}
      member="reason"
      more={{ act: deed }}
      grave={deed === 'purge'}
    />
  )
}
