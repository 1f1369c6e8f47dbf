import type { RequestDetail } from '@enlace/api'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { Notice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import { Tag } from '../parts/tag.tsx'
import { Source, useRequestWords } from './say-request.tsx'

/** Assurances of the library with how far each has come on this request. */
export function Promises({ detail }: { readonly detail: RequestDetail }) {
  const text = useText()
  const library = useRequestWords().formOf(detail.form)?.assurances ?? []
  if (library.length === 0) return null
  return (
    <Card title={text('requests.assurances')} lead={text('requests.assurances.lead', { count: detail.outstanding.length })} flush>
      <DataTable
        caption={text('requests.assurances')}
        rows={library}
        keyOf={({ id }) => id}
        columns={[
          {
            id: 'assurance',
            header: text('requests.assurance'),
            rowHeader: true,
            cell: (one) => (
              <span className="stack-tight">
                <span>{text.of(one.title)}</span>
                <Source rule={one} />
              </span>
            ),
          },
          { id: 'text', header: text('requests.assurance.text'), cell: (one) => <span className="small">{text.of(one.text)}</span> },
          {
            id: 'state',
            header: text('requests.state'),
            cell: ({ id }) => {
              const state = detail.assurances[id]
              if (state === undefined) return <span className="soft">{text('requests.assurance.none')}</span>
              return <Tag tone={state === 'accepted' ? 'good' : 'warn'}>{text(`requests.assurance.${state as 'asked'}`)}</Tag>
            },
          },
        ]}
      />
    </Card>
  )
}

/** What whoever decides should see before: promises that are open, charges outside what was granted, and requests by others for the same person. */
export function BeforeDeciding({ detail }: { readonly detail: RequestDetail }) {
  const text = useText()
  const words = useRequestWords()
  const { nameOf } = useParties()
  const library = words.formOf(detail.form)?.assurances ?? []
  const open = library.filter(({ id }) => detail.outstanding.includes(id))
  return (
    <>
      {open.length === 0 ? null : (
        <Notice tone="warn" title={text('requests.outstanding', { count: open.length })}>
          {open.map(({ title }) => text.of(title)).join(', ')}
          {open.some(({ ground }) => ground !== null) ? <p>{text('requests.outstanding.ground')}</p> : null}
        </Notice>
      )}
      {detail.outside.length === 0 ? null : (
        <Notice tone="warn" title={text('requests.outside')}>
          <div className="stack-tight">
            <span>{detail.outside.map((id) => text.of(words.offence(detail.form, id)) || id).join(', ')}</span>
            <span>
              <Button
                size="xs"
                renderRoot={(props) => (
                  <Link
                    to="/requests/new"
                    search={{ form: 'speciality-waiver', follows: detail.record.id, offences: detail.outside.join(',') }}
                    {...props}
                  />
                )}
              >
                {text('requests.outside.ask')}
              </Button>
            </span>
          </div>
        </Notice>
      )}
      {detail.competing.length === 0 ? null : (
        <Notice tone="warn" title={text('requests.competing')}>
          <ul>
            {detail.competing.map(({ id, from, form, title }) => (
              <li key={id}>
                {nameOf(from)}:{' '}
                <Link to="/requests/$id" params={{ id }}>
                  {title || words.form(form)}
                </Link>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  )
}
