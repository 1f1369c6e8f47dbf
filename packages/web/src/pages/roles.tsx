import type { RoleAnswer, RoleTable } from '@enlace/api'
import { Button, NativeSelect } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askRoles } from '../api/people-questions.ts'
import { send } from '../api/send.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { IconCheck } from '../parts/icon.tsx'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { ScrollX } from '../parts/scroll-x.tsx'
import classes from '../people/people.module.css'
import { useRoleName } from '../people/role-name.ts'
import { sayAction, sayArea } from '../people/say-action.ts'

/** What each role may do, printed from the rules that decide it, and why one may not. */
export function Roles() {
  const text = useText()
  const table = useQuery(askRoles)
  return (
    <Page title={text('people.roles.title')} lead={text('people.roles.lead')}>
      <Answered question={table} shape="rows">
        {(data) => (
          <div className="stack">
            <WhyNot table={data} />
            <Matrix table={data} />
            <Seconds table={data} />
          </div>
        )}
      </Answered>
    </Page>
  )
}

const places = ['own', 'shared', 'other'] as const

function WhyNot({ table }: { readonly table: RoleTable }) {
  const text = useText()
  const roleName = useRoleName()
  const [role, setRole] = useState('administrator')
  const [action, setAction] = useState('record.read')
  const [place, setPlace] = useState<string>('own')
  const ask = useMutation({ mutationFn: () => send<RoleAnswer>('POST', '/roles/ask', { body: { role, action, place } }) })
  const change = (set: (value: string) => void) => (event: { readonly currentTarget: { readonly value: string } }) => {
    set(event.currentTarget.value)
    ask.reset()
  }
  return (
    <Card title={text('people.why.title')} lead={text('people.why.lead')}>
      <div className="stack">
        <div className={classes.form}>
          <NativeSelect
            label={text('people.role')}
            value={role}
            onChange={change(setRole)}
            data={table.roles.map((each) => ({ value: each, label: roleName(each) }))}
          />
          <NativeSelect
            label={text('people.why.action')}
            value={action}
            onChange={change(setAction)}
            data={table.items.map((each) => ({ value: each.action, label: sayAction(each.action, text) }))}
          />
          <NativeSelect
            label={text('people.why.place')}
            value={place}
            onChange={change(setPlace)}
            data={places.map((each) => ({ value: each, label: text(`people.place.${each}`) }))}
          />
        </div>
        <div>
          <Button onClick={() => ask.mutate()} loading={ask.isPending}>
            {text('people.why.ask')}
          </Button>
        </div>
        {ask.isError ? <ProblemNotice problem={ask.error} /> : null}
        {ask.data === undefined ? null : ask.data.allowed ? (
          <Notice tone="good" title={text('people.why.allowed')} />
        ) : (
          <Notice tone="warn" title={text('people.why.refused')}>
            {text.find(`decisions.may_not_${ask.data.reason}`) ?? ask.data.reason}
          </Notice>
        )}
      </div>
    </Card>
  )
}

function Matrix({ table }: { readonly table: RoleTable }) {
  const text = useText()
  const roleName = useRoleName()
  const areas = [...new Set(table.items.map((row) => areaOf(row.action)))].sort((a, b) => sayArea(a, text).localeCompare(sayArea(b, text)))
  return (
    <Card flush title={text('people.roles.table')} lead={text('people.roles.table.lead')}>
      <ScrollX label={text('people.roles.table')}>
        <table className={classes.roles}>
          <caption className="unseen">{text('people.roles.table')}</caption>
          <thead>
            <tr>
              <th scope="col">{text('people.why.action')}</th>
              {table.roles.map((role) => (
                <th key={role} scope="col">
                  {roleName(role)}
                </th>
              ))}
              <th scope="col">{text('people.roles.reach')}</th>
            </tr>
          </thead>
          {areas.map((area) => (
            <tbody key={area}>
              <tr>
                <th scope="rowgroup" colSpan={table.roles.length + 2}>
                  {sayArea(area, text)}
                </th>
              </tr>
              {table.items
                .filter((row) => areaOf(row.action) === area)
                .map((row) => (
                  <tr key={row.action}>
                    <th scope="row">{sayAction(row.action, text)}</th>
                    {table.roles.map((role) => (
                      <td key={role} className={classes.tick}>
                        {row.roles.includes(role) ? (
                          <>
                            <IconCheck size={18} aria-hidden="true" />
                            <span className="unseen">{text('people.roles.yes')}</span>
                          </>
                        ) : (
                          <>
                            <span aria-hidden="true">·</span>
                            <span className="unseen">{text('people.roles.no')}</span>
                          </>
                        )}
                      </td>
                    ))}
                    <td className="small soft">{text.find(`people.reach.${row.reach}`) ?? row.reach}</td>
                  </tr>
                ))}
            </tbody>
          ))}
        </table>
      </ScrollX>
    </Card>
  )
}

function areaOf(action: string): string {
  return action.split('.')[0] ?? action
}

function Seconds({ table }: { readonly table: RoleTable }) {
  const text = useText()
  const roleName = useRoleName()
  const list = new Intl.ListFormat(text.tag, { type: 'disjunction' })
  return (
    <Card title={text('people.seconds.title')} lead={text('people.seconds.lead')}>
      <ul className="stack-tight">
        {secondSentences.map((why) => (
          <li key={why}>{text(`people.seconds.${why}`)}</li>
        ))}
      </ul>
      <p className="soft small">
        {text('people.seconds.who', {
          accounts: list.format((table.seconds.find((row) => row.what === 'account_create')?.roles ?? []).map(roleName)),
          erase: list.format((table.seconds.find((row) => row.what === 'erase')?.roles ?? []).map(roleName)),
        })}
      </p>
    </Card>
  )
}

const secondSentences = ['powerful', 'password', 'last', 'hold', 'erase', 'retention', 'agreement'] as const
