import { useQuery } from '@tanstack/react-query'
import { askImports } from '../api/questions.ts'
import { formatDay, formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { IconDatabaseImport } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { ScrollX } from '../parts/scroll-x.tsx'
import { Time } from '../parts/time.tsx'

type SourcePack = {
  readonly list: string
  readonly publisher: string
  readonly list_name: string
  readonly address: string
  readonly exchanged: boolean
}

/** Where each list comes from, as its pack says. */
const sources = new Map(
  Object.values(import.meta.glob<SourcePack>('../../../../packs/sources/*.json', { eager: true, import: 'default' })).map((pack) => [
    pack.list,
    pack,
  ]),
)

/** Official lists and series as they were read: edition, source, and rows that add up. */
export function Imports() {
  const text = useText()
  const imports = useQuery(askImports)
  return (
    <Page title={text('imports.title')} lead={text('imports.lead')}>
      <Answered question={imports}>
        {(runs) =>
          runs.length === 0 ? (
            <div className="card">
              <Empty icon={<IconDatabaseImport size={32} />} title={text('imports.empty')}>
                {text('imports.empty.detail')}
              </Empty>
            </div>
          ) : (
            <div className="card">
              <ScrollX label={text('imports.title')}>
                <table>
                  <caption className="unseen">{text('imports.title')}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{text('imports.list')}</th>
                      <th scope="col">{text('imports.edition')}</th>
                      <th scope="col" className="number">
                        {text('imports.read')}
                      </th>
                      <th scope="col" className="number">
                        {text('imports.stored')}
                      </th>
                      <th scope="col" className="number">
                        {text('imports.unchanged')}
                      </th>
                      <th scope="col" className="number">
                        {text('imports.reported')}
                      </th>
                      <th scope="col">{text('imports.at')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {runs.map((run) => (
                      <tr key={`${run.list}${run.edition}${run.at}`}>
                        <th scope="row">
                          <strong>{text.find(`imports.list.${run.list}`) ?? run.list}</strong>
                          <Source list={run.list} />
                          {run.problems.length === 0 ? null : (
                            <details className="small">
                              <summary>{text('imports.problems', { count: run.problems.length })}</summary>
                              <ul>
                                {run.problems.slice(0, 50).map((problem) => (
                                  <li key={JSON.stringify(problem)}>{sayProblem(problem, text)}</li>
                                ))}
                              </ul>
                            </details>
                          )}
                        </th>
                        <td className="nowrap">{formatDay(run.edition, text.tag)}</td>
                        <td className="number">{formatNumber(run.rowsRead, text.tag)}</td>
                        <td className="number">{formatNumber(run.stored, text.tag)}</td>
                        <td className="number">{formatNumber(run.unchanged, text.tag)}</td>
                        <td className="number">{formatNumber(run.reported, text.tag)}</td>
                        <td>
                          <Time at={run.at} />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </ScrollX>
            </div>
          )
        }
      </Answered>
    </Page>
  )
}

function Source({ list }: { readonly list: string }) {
  const text = useText()
  const source = sources.get(list)
  if (source === undefined) return null
  return (
    <div className="soft small">
      {source.publisher}. {source.list_name}.<br />
      <span className="mono">{source.address}</span> · {text(source.exchanged ? 'imports.exchanged' : 'imports.home')}
    </div>
  )
}

/** One row that was not used, in words where its reason is known. */
function sayProblem(problem: unknown, text: ReturnType<typeof useText>): string {
  const { reason, line, count } = typeof problem === 'object' && problem !== null ? (problem as Readonly<Record<string, unknown>>) : {}
  const words = typeof reason === 'string' ? text.find(`imports.unread.${reason}`) : undefined
  if (words === undefined) return JSON.stringify(problem)
  return [words, line, count].filter((part) => part !== undefined).join(' · ')
}
