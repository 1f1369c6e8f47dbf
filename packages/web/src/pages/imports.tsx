import { useQuery } from '@tanstack/react-query'
import { askImports } from '../api/questions.ts'
import { formatDay, formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { IconDatabaseImport } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { ScrollX } from '../parts/scroll-x.tsx'
import { Time } from '../parts/time.tsx'

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
                          {run.source === undefined ? null : <div className="soft small">{run.source}</div>}
                          {run.problems.length === 0 ? null : (
                            <details className="small">
                              <summary>{text('imports.problems', { count: run.problems.length })}</summary>
                              <ul>
                                {run.problems.slice(0, 50).map((problem) => (
                                  <li key={JSON.stringify(problem)}>
                                    <code>{JSON.stringify(problem)}</code>
                                  </li>
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
