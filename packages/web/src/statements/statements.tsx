import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import classes from '../pages/list.module.css'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { useProgrammeSearch } from '../programme/programme-pages.tsx'
import { programmePath } from '../programme/programme-path.ts'
import { askStatements } from './ask-statements.ts'
import { StatementMarks, titleIn } from './statement-marks.tsx'

const types = ['joint', 'unilateral', 'readout', 'principles'] as const

/** What the parties published, the newest first: whose text it is, whether the other’s own account is here, and what came of it. */
export function Statements() {
  const text = useText()
  const may = useMay()
  const parties = useParties()
  const [search, change] = useProgrammeSearch()
  const question = useQuery(askStatements)
  const begin = may('statement.split') ? (
    <Button renderRoot={(props) => <Link to={programmePath('statements', 'new')} {...props} />}>{text('statements.import')}</Button>
  ) : undefined
  return (
    <Page title={text('statements.title')} lead={text('statements.lead')} actions={begin}>
      <Answered question={question} shape="rows">
        {({ items, more }) => {
          const shown = items.filter(
            ({ type, issuedBy }) => (search.type ?? type) === type && (search.party === undefined || issuedBy.includes(search.party)),
          )
          const issuers = [...new Set(items.flatMap(({ issuedBy }) => issuedBy))]
          return (
            <div className="stack">
              <div className={classes.filters} data-no-print>
                <NativeSelect
                  label={text('statements.filter.type')}
                  value={search.type ?? ''}
                  onChange={(event) => change({ type: event.currentTarget.value || undefined })}
                  data={[
                    { value: '', label: text('statements.filter.all') },
                    ...types.map((type) => ({ value: type, label: text(`statements.type.${type}`) })),
                  ]}
                />
                <NativeSelect
                  label={text('statements.filter.party')}
                  value={search.party ?? ''}
                  onChange={(event) => change({ party: event.currentTarget.value || undefined })}
                  data={[
                    { value: '', label: text('statements.filter.all') },
                    ...issuers.map((party) => ({ value: party, label: parties.nameOf(party) })),
                  ]}
                />
              </div>
              <div className="card">
                {shown.length === 0 ? (
                  <Empty title={text('statements.empty')} action={begin}>
                    {text('statements.empty.detail')}
                  </Empty>
                ) : (
                  <ul>
                    {shown.map((statement) => (
                      <li key={statement.record.id} className={classes.row}>
                        <div className="stack-tight">
                          <Link to={programmePath('statements', statement.record.id)} className={classes.title}>
                            {titleIn(statement.title, text.language)}
                          </Link>
                          <StatementMarks statement={statement} />
                        </div>
                        <span className="small soft">{text('statements.clauses.count', { count: statement.clauses })}</span>
                        <span className="small soft">
                          {[
                            statement.came.commitments === 0
                              ? ''
                              : text('statements.came.commitments', { count: statement.came.commitments }),
                            statement.beside === 0 ? '' : text('statements.beside.count', { count: statement.beside }),
                          ]
                            .filter(Boolean)
                            .join(', ')}
                        </span>
                      </li>
                    ))}
                  </ul>
                )}
              </div>
              {more ? <p className="soft">{text('statements.more')}</p> : null}
            </div>
          )
        }}
      </Answered>
    </Page>
  )
}
