import type { RequestDetail } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { askNode } from '../api/questions.ts'
import { useMay } from '../api/use-may.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { useLawName } from '../clocks/law-name.ts'
import { useWrite } from '../forms/use-write.ts'
import { useKindTitle } from '../kinds/kind-title.ts'
import { formatDay, formatInstant } from '../language/format.ts'
import { withWords } from '../language/language.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { DefinitionList } from '../parts/definition-list.tsx'
import { late } from '../parts/late.tsx'
import { Limit } from '../parts/limit.tsx'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { Time } from '../parts/time.tsx'
import { Timeline } from '../parts/timeline.tsx'
import { showToast } from '../parts/toast.ts'
import { askRequest, envelopeAbout, otherSide, saysOfStep } from '../requests/ask-requests.ts'
import { ClockStands } from '../requests/clock-stands.tsx'
import { CustodyLead } from '../requests/custody-lead.tsx'
import { CustodyEnded, CustodyNotice } from '../requests/custody-notice.tsx'
import { FormalNotice } from '../requests/formal-notice.tsx'
import { NoteDialog } from '../requests/note-dialog.tsx'
import { OffenceTable } from '../requests/offence-table.tsx'
import { BeforeDeciding, Promises } from '../requests/promises.tsx'
import { Source, useRequestWords } from '../requests/say-request.tsx'
import { StepDialog } from '../requests/step-dialog.tsx'
import { SurrenderChecklist } from '../requests/surrender-checklist.tsx'

const PrintDialog = late(() => import('../record/print-dialog.tsx'))
const RequestNotes = late(withWords('notes', () => import('../notes/request-notes.tsx')))
const RightsCard = late(withWords('rights', () => import('../rights/rights-card.tsx')))
const route = getRouteApi('/desk/requests/$id')
type Move = RequestDetail['moves'][number]
/** Steps that need no words. */
const oneTap: readonly string[] = ['remind']

/** One request: where it stands, what may be done now and why the rest may not, both sides' steps, and what stays home. */
export function RequestPage() {
  const text = useText()
  const { id } = route.useParams()
  const question = useQuery(askRequest(id))
  const detail = question.data
  const words = useRequestWords()
  const parties = useParties()
  const trail = [{ label: text('requests.title'), to: '/requests' }]
  const may = useMay()
  const [printing, setPrinting] = useState(false)
  const title = detail === undefined ? text('requests.one') : detail.record.title || words.form(detail.form)
  return (
    <Page
      title={title}
      trail={trail}
      actions={
        <span className="cluster">
          {may('record.print_package') ? (
            <Button variant="default" onClick={() => setPrinting(true)}>
              {text('requests.print')}
            </Button>
          ) : null}
          <Button variant="default" renderRoot={(props) => <Link to="/records/$id" params={{ id }} {...props} />}>
            {text('requests.record')}
          </Button>
        </span>
      }
      lead={
        detail === undefined ? undefined : (
          <span className="cluster">
            <Tag>{words.form(detail.form)}</Tag>
            <Tag tone={detail.turn === null || !detail.left ? 'plain' : 'info'}>
              {detail.left ? words.state(detail.form, detail.state) : text('requests.notLeft')}
            </Tag>
            <span className="small">
              <PartyMark party={detail.requesting} /> → <PartyMark party={detail.requested} />
            </span>
            <span className="small">
              {!detail.left
                ? text('requests.notLeft.detail')
                : detail.turn === null
                  ? text('requests.turn.nobody')
                  : text('requests.turn', { party: parties.nameOf(detail.turn) })}
            </span>
          </span>
        )
      }
    >
      <Answered question={question}>{(found) => <Whole detail={found} />}</Answered>
      {printing ? (
        <Suspense>
          <PrintDialog id={id} kind="request" whole onClose={() => setPrinting(false)} />
        </Suspense>
      ) : null}
    </Page>
  )
}

function Whole({ detail }: { readonly detail: RequestDetail }) {
  const text = useText()
  const may = useMay()
  const words = useRequestWords()
  const { data: node } = useQuery(askNode)
  const form = words.formOf(detail.form)
  // A note with an assurance is due where one was asked for.
  const isDue = ({ needs }: RequestDetail['moves'][number]) => !needs.includes('assurance') || detail.outstanding.length > 0
  const step = detail.moves.find((move) => move.refused === null && move.note !== null && isDue(move))
  // What is a request of its own goes by the note of that one.
  const isMade = (note: string | null | undefined) => detail.formal.some((made) => made.note === note)
  const ours = detail.requesting === node?.party
  const count = (code: string) => detail.steps.filter(({ step, aside }) => step === code && aside === null).length
  const asked = count('ask_supplement')
  return (
    <div className="stack">
      {detail.known ? null : (
        <Notice tone="warn" title={text('requests.newer')}>
          {text('requests.newer.detail', { form: detail.form })}
        </Notice>
      )}
      {detail.watch.map((watch) => (
        <Notice key={watch.id} tone="warn" title={text.of(watch.title)}>
          {text('requests.watch', { ground: text.of(form?.grounds.find(({ id }) => id === watch.ground)?.title) || watch.ground })}
        </Notice>
      ))}
      <CustodyLead detail={detail} />
      {detail.custody === null ? null : <CustodyNotice detail={detail} custody={detail.custody} />}
      <CustodyEnded detail={detail} />
      <FormalNotice detail={detail} />
      {detail.agreed === null ? null : (
        <Notice
          tone={isPast(detail.agreed.day, detail.asOf) ? 'warn' : 'info'}
          title={text(isPast(detail.agreed.day, detail.asOf) ? 'requests.agreed.past' : 'requests.agreed', {
            step: words.step(detail.agreed.step, detail.form),
            day: formatDay(detail.agreed.day, text.tag),
          })}
        />
      )}
      <BeforeDeciding detail={detail} />
      <Steps detail={detail} />
      <SurrenderChecklist detail={detail} />
      <Suspense fallback={null}>
        <RequestNotes
          id={detail.record.id}
          due={[ours || step === undefined ? form?.note : null, isMade(step?.note) ? null : step?.note].flatMap((note) => note ?? [])}
          own={ours || step !== undefined}
        />
      </Suspense>
      <Asked detail={detail} />
      <Clocks detail={detail} />
      <Documents detail={detail} />
      {detail.offences === null ? null : <OffenceTable table={detail.offences} parties={[detail.requesting, detail.requested]} />}
      <Promises detail={detail} />
      <Card title={text('requests.shared')} lead={text('requests.shared.lead')}>
        {asked === 0 ? null : <p>{text('requests.supplements', { asked, given: count('supplement') })}</p>}
        <Timeline
          events={[
            {
              id: 'sent',
              at: detail.askedAt,
              title: text('requests.asked'),
              by: <PartyMark party={detail.requesting} />,
              detail: cameLater(detail) ? (
                <span className="small soft">
                  {text('requests.came')} <Time at={detail.record.addedAt} />
                </span>
              ) : undefined,
            },
            ...detail.steps.map((step) => ({
              id: step.id,
              at: step.at,
              title: words.step(step.step, detail.form),
              by: <PartyMark party={step.by} />,
              status: step.aside === null ? ('plain' as const) : ('warn' as const),
              detail: <Said detail={detail} step={step} />,
            })),
          ]}
        />
      </Card>
      {may('record.read_rights') ? (
        <Suspense fallback={null}>
          <RightsCard id={detail.record.id} />
        </Suspense>
      ) : null}
      <Home detail={detail} />
    </div>
  )
}

/** The steps open to this officer as buttons; the others with the reason why not. */
function Steps({ detail }: { readonly detail: RequestDetail }) {
  const text = useText()
  const may = useMay()
  const words = useRequestWords()
  const { data: node } = useQuery(askNode)
  const usual = useUsualEnvelope({ home: false })
  const [chosen, setChosen] = useState<Move>()
  const write = useWrite()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const remind = async (move: Move) => {
    if (usual === undefined || node === undefined) return
    setBusy(true)
    setProblem(undefined)
    try {
      await write(
        'request-step',
        saysOfStep(detail, move, words.step(move.step, detail.form)),
        envelopeAbout(detail, usual, otherSide(detail, node.party)),
      )
      showToast(text('requests.step.done'), { tone: 'good' })
    } catch (cause) {
      setProblem(cause)
    }
    setBusy(false)
  }
  const writes = may('record.create')
  const ours = detail.turn === node?.party
  const open = writes ? detail.moves.filter(({ refused }) => refused === null) : []
  const closed = detail.moves.filter((move) => move.refused !== null && !open.some(({ step }) => step === move.step))
  if (detail.moves.length === 0) return null
  return (
    <Card title={text('requests.steps')}>
      <div className="stack">
        {open.length === 0 ? (
          <p className="soft">{writes ? text('requests.steps.none') : text('requests.steps.role')}</p>
        ) : (
          <div className="cluster">
            {open.map((move, i) => (
              <Button
                key={move.step}
                variant={i === 0 && ours ? 'filled' : 'default'}
                onClick={() => (oneTap.includes(move.step) ? remind(move) : setChosen(move))}
                disabled={usual === undefined || busy}
              >
                {words.step(move.step, detail.form)}
              </Button>
            ))}
          </div>
        )}
        {problem === undefined ? null : <ProblemNotice problem={problem} />}
        {closed.length === 0 ? null : (
          <details>
            <summary>{text('requests.steps.closed')}</summary>
            <ul className="small">
              {closed.map((move) => (
                <li key={`${move.step} ${move.refused}`}>
                  <strong>{words.step(move.step, detail.form)}</strong>{' '}
                  {move.refused === 'wrong_state'
                    ? text('requests.not.wrong_state', { states: move.states.map((state) => words.state(detail.form, state)).join(', ') })
                    : text(`requests.not.${move.refused ?? 'role'}`)}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      {chosen === undefined || usual === undefined || node === undefined ? null : (
        <StepDialog detail={detail} move={chosen} party={node.party} usual={usual} onClose={() => setChosen(undefined)} />
      )}
    </Card>
  )
}

function Asked({ detail }: { readonly detail: RequestDetail }) {
  const text = useText()
  const words = useRequestWords()
  const { facts, legalBasis } = detail
  const law = useLawName(legalBasis?.instrument)
  const kindTitle = useKindTitle()
  const said = (name: string, shown: string | undefined = facts[name]) =>
    shown === undefined || shown === '' ? [] : [{ term: text.find(`requests.field.${name}`) ?? name, detail: shown }]
  return (
    <Card title={text('requests.what')}>
      <DefinitionList
        items={[
          ...(detail.about.length === 0
            ? []
            : [
                {
                  term: text('requests.about'),
                  detail: (
                    <span className="stack-tight">
                      {detail.about.map(({ id, kind, title }) => (
                        <span key={id}>
                          {kind === 'case' ? (
                            <Link to="/cases/$id" params={{ id }}>
                              {title || kindTitle(kind)}
                            </Link>
                          ) : (
                            <Link to="/records/$id" params={{ id }}>
                              {title || kindTitle(kind)}
                            </Link>
                          )}{' '}
                          <span className="soft small">{kindTitle(kind)}</span>
                        </span>
                      ))}
                    </span>
                  ),
                },
              ]),
          ...said('sought'),
          ...said('facts'),
          ...said('offence'),
          ...said('sought_for', facts.sought_for === undefined ? undefined : words.soughtFor(facts.sought_for)),
          ...said('urgency', facts.urgency === undefined ? undefined : words.urgency(facts.urgency)),
          ...said('reply_by'),
          ...said('confidentiality', facts.confidentiality === undefined ? undefined : words.confidentiality(facts.confidentiality)),
          ...said('formalities'),
          ...said('reference'),
          ...said('purpose', detail.purpose),
          ...said('legal_basis', legalBasis === null ? undefined : `${law}, ${text('requests.article', { article: legalBasis.article })}`),
          ...said('permitted_use', detail.permittedUse.map((use) => text.find(`use.${use}`) ?? use).join(', ')),
        ]}
      />
    </Card>
  )
}

function Clocks({ detail }: { readonly detail: RequestDetail }) {
  const text = useText()
  const parties = useParties()
  if (detail.clocks.length === 0) return null
  return (
    <Card title={text('requests.clocks')} lead={detail.left ? undefined : text('requests.clocks.notLeft')} flush>
      <DataTable
        caption={text('requests.clocks')}
        rows={detail.clocks}
        keyOf={(clock) => `${clock.instrument} ${clock.id}`}
        columns={[
          {
            id: 'clock',
            header: text('requests.clock'),
            rowHeader: true,
            cell: (clock) => (
              <span className="stack-tight">
                <span>{text.of(clock.title)}</span>
                <span>
                  <Source rule={clock} />{' '}
                  <span className="small soft">· {text.find(`requests.standing.${clock.standing}`) ?? clock.standing}</span>
                </span>
              </span>
            ),
          },
          {
            id: 'owner',
            header: text('requests.owner'),
            cell: (clock) => text.find(`requests.owner.${clock.owner}`) ?? parties.nameOf(clock.owner),
          },
          {
            id: 'due',
            header: text('requests.due'),
            cell: (clock) =>
              clock.needs !== null ? (
                (text.find(`requests.needs.${clock.needs.what}`, {
                  events: clock.needs.events.map((event) => text.of(event)).join(' / '),
                }) ?? clock.needs.what)
              ) : clock.state === 'ended' && clock.stoppedOn !== null ? (
                text('requests.clock.endedOn', { day: formatDay(clock.stoppedOn, text.tag) })
              ) : clock.left !== null ? (
                text(`requests.paused.${clock.leftIn as 'hours'}`, { left: clock.left })
              ) : clock.dueAt === null ? null : (
                <Limit at={clock.dueAt} lastDay={clock.lastDay} />
              ),
          },
          {
            id: 'state',
            header: text('requests.state'),
            cell: (clock) => <ClockStands clock={clock} suspended={detail.state === 'suspended'} />,
          },
        ]}
      />
    </Card>
  )
}

function Documents({ detail }: { readonly detail: RequestDetail }) {
  const text = useText()
  const parties = useParties()
  const words = useRequestWords()
  const soughtFor = detail.facts.sought_for
  const documents = (words.formOf(detail.form)?.documents ?? []).filter(
    ({ when }) => when === null || soughtFor === undefined || when === soughtFor,
  )
  if (documents.length === 0) return null
  return (
    <Card title={text('requests.documents')} flush>
      <DataTable
        caption={text('requests.documents')}
        rows={documents}
        keyOf={({ id }) => id}
        columns={[
          {
            id: 'document',
            header: text('requests.document'),
            rowHeader: true,
            cell: (document) => (
              <span className="stack-tight">
                <span>{text.of(document.title)}</span>
                <Source rule={document} />
                {document.before === null ? null : (
                  <span className="small soft">
                    {text('requests.documents.before', { step: words.step(document.before, detail.form) })}
                  </span>
                )}
              </span>
            ),
          },
          {
            id: 'by',
            header: text('requests.documents.by'),
            cell: ({ by }) => parties.nameOf(by === 'requesting' ? detail.requesting : detail.requested),
          },
          {
            id: 'translation',
            header: text('requests.documents.translation'),
            cell: ({ translation }) => text(translation ? 'requests.yes' : 'requests.no'),
          },
          {
            id: 'state',
            header: text('requests.state'),
            cell: ({ id }) => {
              const state = detail.documents[id] ?? 'missing'
              return <Tag tone={state === 'missing' ? 'warn' : state === 'delivered' ? 'good' : 'info'}>{words.documentState(state)}</Tag>
            },
          },
        ]}
      />
    </Card>
  )
}

/** What a step said, where it led, and why it counts for nothing where that is so. */
function Said({ detail, step }: { readonly detail: RequestDetail; readonly step: RequestDetail['steps'][number] }) {
  const text = useText()
  const words = useRequestWords()
  const form = words.formOf(detail.form)
  const ground = form?.grounds.find(({ id }) => id === step.ground)
  const happened = happenedWhen(step, text.tag)
  return (
    <div className="stack-tight">
      {step.content === '' ? null : <span dir="auto">{step.content}</span>}
      {step.ground === null ? null : (
        <span>
          {text('requests.ground')}: {text.of(ground?.title) || step.ground} {ground === undefined ? null : <Source rule={ground} />}
        </span>
      )}
      {step.court === null ? null : (
        <span>
          {text('requests.court')}: {step.court} {step.number}
        </span>
      )}
      {happened === null ? null : (
        <span>
          {text('requests.happened')}: {happened}
        </span>
      )}
      {step.day === null ? null : (
        <span>
          {text('requests.day')}: {formatDay(step.day, text.tag)}
        </span>
      )}
      {step.document === null || step.documentState === null ? null : (
        <span>
          {text.of(form?.documents.find(({ id }) => id === step.document)?.title) || step.document}:{' '}
          {words.documentState(step.documentState)}
        </span>
      )}
      {step.verdict === null ? null : <span>{words.verdict(step.verdict)}</span>}
      {step.match === null ? null : (
        <span>
          {text('requests.match')}: {words.match(step.match)}
        </span>
      )}
      {step.gives.map((id) => (
        <Link key={id} to="/records/$id" params={{ id }}>
          {text('requests.given')}
        </Link>
      ))}
      {step.aside === null ? (
        step.from === step.to ? null : (
          <span className="small soft">{words.state(detail.form, step.to)}</span>
        )
      ) : (
        <span className="small">
          <Tag tone="warn">{text(`requests.aside.${step.aside as 'withdrawn'}`)}</Tag>{' '}
          {step.aside === 'unknown_step' && step.says !== null ? text('requests.says', { state: step.says }) : null}
        </span>
      )}
    </div>
  )
}

function Home({ detail }: { readonly detail: RequestDetail }) {
  const text = useText()
  const may = useMay()
  const words = useRequestWords()
  const parties = useParties()
  const usual = useUsualEnvelope({ home: true })
  const [adding, setAdding] = useState(false)
  return (
    <Card
      title={text('requests.home')}
      lead={text('requests.home.lead')}
      actions={
        may('record.create') ? (
          <Button size="xs" variant="default" onClick={() => setAdding(true)} disabled={usual === undefined}>
            {text('requests.home.add')}
          </Button>
        ) : undefined
      }
    >
      {detail.home.length === 0 ? (
        <p className="soft">{text('requests.home.empty')}</p>
      ) : (
        <Timeline
          events={detail.home.map((note) => ({
            id: note.id,
            at: note.at,
            title: words.about(note.about),
            by: note.owner ?? (note.agency === null ? undefined : parties.agencyName(note.agency)),
            detail: <span dir="auto">{note.content}</span>,
          }))}
        />
      )}
      {adding && usual !== undefined ? <NoteDialog detail={detail} usual={usual} onClose={() => setAdding(false)} /> : null}
    </Card>
  )
}

/** When a step happened, where that is not when it was written and its day does not say it. */
function happenedWhen({ at, day, happened }: RequestDetail['steps'][number], tag: string): string | null {
  if (happened === null || happened === day) return null
  if (!happened.includes('T')) return formatDay(happened, tag)
  return Date.parse(at) - Date.parse(happened) > usualMinutes * 60_000 ? formatInstant(happened, tag) : null
}

/** Minutes that a record may take from one node to the other without a word about it. */
const usualMinutes = 5

function cameLater({ askedAt, record, requesting }: RequestDetail): boolean {
  return record.from === requesting && Date.parse(record.addedAt) - Date.parse(askedAt) > usualMinutes * 60_000
}

function isPast(day: string, now: string): boolean {
  return day < now.slice(0, 10)
}
