import type { ReadSource } from '@enlace/api'
import type { Json } from '@enlace/core'
import { type Clause, type ClausePart, toClauses } from '@enlace/records'
import { Button, Checkbox, FileButton, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { askNode } from '../api/questions.ts'
import { send } from '../api/send.ts'
import { partyIdentity } from '../call/party-identity.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { useWrite } from '../forms/use-write.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { useParties } from '../parts/party.ts'
import { useDeed } from '../parts/use-deed.ts'
import { programmePath } from '../programme/programme-path.ts'
import { askSessions, askStatements } from './ask-statements.ts'
import { clauseEdits } from './clause-edit.ts'
import { titleIn } from './statement-marks.tsx'
import classes from './statements.module.css'

type Language = ReadSource['language']
type Sources = Readonly<Partial<Record<Language, ReadSource>>>

const types = ['joint', 'unilateral', 'readout', 'principles'] as const
const origins = ['unknown', 'humanEdits', 'trainedAlgorithmicMedia', 'compositeWithTrainedAlgorithmicMedia'] as const
const channels = ['written_statement', 'press_conference', 'social_media', 'interview', 'article', 'unstated'] as const
const parts: readonly ClausePart[] = ['heading', 'paragraph', 'item']

/** Brings a published text in: paste or file, furniture struck through and recoverable, clauses joined and divided by hand, and who says it. */
export function ImportDesk() {
  const text = useText()
  const [sources, setSources] = useState<Sources>({})
  // The clauses after each deed by hand, the newest last; a new source begins anew.
  const [history, setHistory] = useState<readonly (readonly Clause[])[]>([])
  const take = (next: Sources) => {
    setSources(next)
    setHistory([clausesOf(next)])
  }
  const clauses = history.at(-1) ?? []
  const hasText = Object.keys(sources).length > 0
  return (
    <Page
      title={text('statements.new.title')}
      lead={text('statements.new.lead')}
      trail={[{ label: text('statements.title'), to: programmePath('statements') }]}
    >
      <div className="stack">
        <SourceCard sources={sources} take={take} />
        {hasText ? (
          <>
            <CutCard sources={sources} take={take} />
            <EditCard
              clauses={clauses}
              change={(next) => setHistory([...history.slice(-50), next])}
              undo={history.length < 2 ? undefined : () => setHistory(history.slice(0, -1))}
            />
            <AboutCard key={Object.keys(sources).join()} sources={sources} clauses={clauses} />
          </>
        ) : null}
      </div>
    </Page>
  )
}

function clausesOf(sources: Sources): readonly Clause[] {
  const kept = (source: ReadSource | undefined) => source?.blocks.filter(({ cut }) => cut === undefined) ?? []
  return toClauses(kept(sources.es), kept(sources.en))
}

/** What a text is called: as its head says, else by the heading that it begins with. */
function titleOf(source: ReadSource | undefined): string {
  const first = source?.blocks.find(({ cut }) => cut === undefined)
  return (source?.title ?? (first?.part === 'heading' ? first.text : '')).slice(0, 300)
}

type Takes = { readonly sources: Sources; readonly take: (sources: Sources) => void }

function SourceCard({ sources, take }: Takes) {
  const text = useText()
  const [pasted, setPasted] = useState('')
  const [asked, setAsked] = useState<object>()
  const { busy, problem, run } = useDeed(
    async () => {
      const read = await send<ReadSource>('POST', '/programme/statements/split', { body: asked ?? { text: pasted } })
      take({ ...sources, [read.language]: read })
      setPasted('')
    },
    { onClose: () => setAsked(undefined) },
  )
  const choose = async (file: File | null) => {
    if (file === null) return
    const bytes = new Uint8Array(await file.arrayBuffer())
    let binary = ''
    for (let at = 0; at < bytes.length; at += 32_768) binary += String.fromCharCode(...bytes.subarray(at, at + 32_768))
    setAsked({ name: file.name, file: btoa(binary) })
  }
  return (
    <Card title={text('statements.new.source')}>
      <div className="stack">
        {Object.values(sources).map((source) => (
          <span key={source.language} className="cluster">
            <span>
              {text('statements.new.have', {
                language: text(`statements.language.${source.language}`),
                count: source.blocks.filter(({ cut }) => cut === undefined).length,
                cut: source.blocks.filter(({ cut }) => cut !== undefined).length,
              })}
            </span>
            <Button
              size="xs"
              variant="default"
              onClick={() => take(Object.fromEntries(Object.entries(sources).filter(([tag]) => tag !== source.language)))}
            >
              {text('statements.new.forget')}
            </Button>
          </span>
        ))}
        {Object.keys(sources).length === 1 ? <p className="soft">{text('statements.new.again')}</p> : null}
        <Textarea
          label={text('statements.new.paste')}
          description={text('statements.new.paste.help')}
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
          minRows={6}
          maxRows={16}
          autosize
        />
        {problem === undefined ? null : <ProblemNotice problem={problem} />}
        <span className="cluster">
          <Button onClick={run} loading={busy} disabled={pasted.trim() === '' && asked === undefined}>
            {text('statements.new.read')}
          </Button>
          <FileButton onChange={choose} accept=".txt,.md,.html,.htm,.docx,.pdf">
            {(props) => (
              <Button variant="default" {...props}>
                {text('statements.new.file')}
              </Button>
            )}
          </FileButton>
          <span className="soft small">
            {asked !== undefined && 'name' in asked ? String(asked.name) : text('statements.new.file.help')}
          </span>
        </span>
      </div>
    </Card>
  )
}

function CutCard({ sources, take }: Takes) {
  const text = useText()
  const all = Object.values(sources).flatMap((source) => source.blocks.map((block, at) => ({ ...block, at, language: source.language })))
  const cut = all.filter((block) => block.cut !== undefined)
  const putBack = (language: Language, at: number) => {
    const source = sources[language]
    if (source === undefined) return
    const blocks = source.blocks.map((block, i) => (i === at ? { text: block.text, part: block.part } : block))
    take({ ...sources, [language]: { ...source, blocks } })
  }
  return (
    <Card title={text('statements.new.cut')} lead={text('statements.new.cut.lead')}>
      {cut.some((block) => block.cut === 'ai_mark') ? <Notice tone="warn" title={text('statements.new.aiMark')} /> : null}
      {cut.length === 0 ? <p className="soft">{text('statements.new.cut.none')}</p> : null}
      {cut.map((block) => (
        <div key={`${block.language} ${block.at}`} className={classes.proposal}>
          <span className="small soft">{text.find(`statements.cut.${block.cut}`) ?? block.cut}</span>
          <del className={classes.cut}>{block.text}</del>
          <span>
            <Button size="xs" variant="default" onClick={() => putBack(block.language, block.at)}>
              {text('statements.new.putBack')}
            </Button>
          </span>
        </div>
      ))}
    </Card>
  )
}

function EditCard({
  clauses,
  change,
  undo,
}: {
  readonly clauses: readonly Clause[]
  readonly change: (clauses: readonly Clause[]) => void
  readonly undo: (() => void) | undefined
}) {
  const text = useText()
  return (
    <Card
      title={text('statements.new.clauses')}
      lead={text('statements.clauses.count', { count: clauses.length })}
      actions={
        <Button variant="default" disabled={undo === undefined} onClick={undo}>
          {text('statements.new.undo')}
        </Button>
      }
    >
      <ol className={classes.clauses}>
        {clauses.map(({ number, part, words }, i) => (
          <li key={number} className={classes.clause} data-part={part}>
            <span className={classes.number}>{number}</span>
            <div className={classes.body}>
              <div className={classes.languages}>
                {Object.entries(words).map(([tag, said]) => (
                  <p key={tag} lang={tag}>
                    {said}
                  </p>
                ))}
              </div>
              <span className="cluster">
                <NativeSelect
                  size="xs"
                  aria-label={`${text('statements.new.part')}: ${number}`}
                  value={part}
                  onChange={(event) =>
                    change(clauseEdits.part(clauses, i, parts.find((one) => one === event.currentTarget.value) ?? 'paragraph'))
                  }
                  data={parts.map((one) => ({ value: one, label: text(`statements.part.${one}`) }))}
                />
                <Button size="xs" variant="default" disabled={i === 0} onClick={() => change(clauseEdits.join(clauses, i))}>
                  {text('statements.new.join')}
                </Button>
                <Button size="xs" variant="default" onClick={() => change(clauseEdits.divide(clauses, i))}>
                  {text('statements.new.divide')}
                </Button>
                <Button size="xs" variant="default" onClick={() => change(clauseEdits.drop(clauses, i))}>
                  {text('statements.new.drop')}
                </Button>
              </span>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  )
}

function AboutCard({ sources, clauses }: { readonly sources: Sources; readonly clauses: readonly Clause[] }) {
  const text = useText()
  const parties = useParties()
  const navigate = useNavigate()
  const write = useWrite()
  const usual = useUsualEnvelope({ home: false })
  const { data: node } = useQuery(askNode)
  const { data: known } = useQuery(askStatements)
  const { data: sessions } = useQuery(askSessions)
  const first = sources.en ?? sources.es
  const [values, setValues] = useState<Readonly<Record<string, string>>>({
    titleEs: titleOf(sources.es),
    titleEn: titleOf(sources.en),
    type: 'joint',
    publishedOn: first?.date ?? '',
    url: first?.sourceUrl ?? '',
    origin: Object.values(sources).some(({ blocks }) => blocks.some(({ cut }) => cut === 'ai_mark'))
      ? 'trainedAlgorithmicMedia'
      : 'unknown',
    channel: 'written_statement',
  })
  const all = node === undefined ? [] : [node.party, ...node.partners.map(({ party }) => party)]
  const [issuers, setIssuers] = useState<readonly string[]>()
  const issuedBy = issuers ?? all
  const value = (name: string) => values[name]?.trim() ?? ''
  const bind = (name: string) => ({
    value: values[name] ?? '',
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      setValues({ ...values, [name]: event.currentTarget.value }),
  })
  const isJoint = value('type') === 'joint'
  const hasTitle = (sources.es !== undefined && value('titleEs') !== '') || (sources.en !== undefined && value('titleEn') !== '')
  const hasParties = isJoint ? issuedBy.length > 1 : issuedBy.length === 1
  const { busy, problem, run } = useDeed(
    async () => {
      if (usual === undefined || node === undefined) return false
      const envelope = { ...usual, retention: 'published', person_status: 'none' }
      const title = {
        ...(value('titleEs') === '' ? {} : { es: value('titleEs') }),
        ...(value('titleEn') === '' ? {} : { en: value('titleEn') }),
      }
      const name = titleIn(title, text.language).slice(0, 300)
      const day: Record<string, Json> = value('publishedOn') === '' ? { undated: true } : { published_on: value('publishedOn') }
      const url: Record<string, Json> = value('url') === '' ? {} : { source_url: value('url') }
      const cut = Object.values(sources).flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.cut === undefined ? [] : [{ rule: block.cut, words: block.text.slice(0, 1000) }])),
      )
      const about = value('session') || value('beside') || (await partyIdentity(issuedBy[0] ?? node.party))
      const common = {
        digital_source_type: value('origin'),
        content_digest: first?.digest ?? '',
        retrieved_at: nodeNow().toISOString(),
        ...day,
        ...url,
      }
      const document = await write(
        'source-document',
        {
          abstract: name,
          content: name,
          object_refs: [about],
          title: name,
          publisher: value('publisher') || issuedBy.map((party) => parties.nameOf(party)).join(' + '),
          document_language: first?.language ?? 'en',
          ...common,
          ...(cut.length === 0 ? {} : { cut: cut.slice(0, 50).map(({ words }) => words.slice(0, 200)) }),
        },
        envelope,
      )
      const optional = {
        speaker: value('speaker'),
        speaker_role: value('role'),
        session_ref: value('session'),
        beside_ref: isJoint ? '' : value('beside'),
      }
      const id = await write(
        'statement',
        {
          abstract: name,
          content: name,
          object_refs: [...new Set([about, ...[value('session'), optional.beside_ref].filter(Boolean)])],
          title_words: title,
          statement_type: value('type'),
          issued_by: [...issuedBy],
          channel: value('channel'),
          document_ref: document,
          clauses: clauses.map(({ number, part, words }) => ({ number, part, words: { ...words } })),
          ...common,
          ...(cut.length === 0 ? {} : { cut: cut.slice(0, 200) }),
          ...Object.fromEntries(Object.entries(optional).filter(([, said]) => said !== '')),
        },
        envelope,
      )
      await navigate({ to: programmePath('statements', id) })
      return true
    },
    { done: text('statements.new.kept'), onClose: () => undefined },
  )
  return (
    <Card title={text('statements.new.about')}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        <div className={classes.two}>
          {sources.es === undefined ? null : <TextInput label={text('statements.new.titleEs')} {...bind('titleEs')} maxLength={300} />}
          {sources.en === undefined ? null : <TextInput label={text('statements.new.titleEn')} {...bind('titleEn')} maxLength={300} />}
          <NativeSelect
            label={text('statements.new.type')}
            {...bind('type')}
            data={types.map((type) => ({ value: type, label: text(`statements.type.${type}`) }))}
          />
          <TextInput label={text('statements.new.publishedOn')} {...bind('publishedOn')} maxLength={10} placeholder="2026-01-15" />
        </div>
        <Checkbox.Group label={text('statements.filter.party')} value={[...issuedBy]} onChange={setIssuers}>
          <span className="cluster">
            {all.map((party) => (
              <Checkbox key={party} value={party} label={parties.nameOf(party)} />
            ))}
          </span>
        </Checkbox.Group>
        <div className={classes.two}>
          <TextInput label={text('statements.field.speaker')} {...bind('speaker')} maxLength={200} />
          <TextInput label={text('statements.field.role')} {...bind('role')} maxLength={200} />
          <NativeSelect
            label={text('statements.channel')}
            {...bind('channel')}
            data={channels.map((channel) => ({ value: channel, label: text(`statements.channel.${channel}`) }))}
          />
          <TextInput label={text('statements.new.publisher')} {...bind('publisher')} maxLength={200} />
          <TextInput label={text('statements.new.url')} {...bind('url')} />
          <NativeSelect
            label={text('statements.new.origin')}
            {...bind('origin')}
            data={origins.map((origin) => ({ value: origin, label: text(`statements.origin.${origin}`) }))}
          />
          <NativeSelect
            label={text('statements.session')}
            {...bind('session')}
            data={[
              { value: '', label: text('statements.new.none') },
              ...(sessions?.items ?? []).map(({ id, title }) => ({ value: id, label: title })),
            ]}
          />
          {isJoint ? null : (
            <NativeSelect
              label={text('statements.new.beside')}
              {...bind('beside')}
              data={[
                { value: '', label: text('statements.new.none') },
                ...(known?.items ?? [])
                  .filter(({ type }) => type === 'joint')
                  .map(({ record, title }) => ({ value: record.id, label: titleIn(title, text.language) })),
              ]}
            />
          )}
        </div>
        {hasTitle ? null : <p className="soft">{text('statements.new.needTitle')}</p>}
        {hasParties ? null : <p className="soft">{text('statements.new.needParties')}</p>}
        {problem === undefined ? null : <ProblemNotice problem={problem} />}
        <span>
          <Button type="submit" loading={busy} disabled={!hasTitle || !hasParties || clauses.length === 0}>
            {text('statements.new.keep')}
          </Button>
        </span>
      </form>
    </Card>
  )
}
