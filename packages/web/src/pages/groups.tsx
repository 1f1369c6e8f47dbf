import type { GroupRow } from '@enlace/api'
import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useMay } from '../api/use-may.ts'
import { askGroups } from '../groups/ask-groups.ts'
import classes from '../groups/groups.module.css'
import { OnDay } from '../groups/on-day.tsx'
import { PartyLabels } from '../groups/party-labels.tsx'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import rows from '../lists/lists.module.css'
import { IconSearch, IconUsersGroup } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'

const route = getRouteApi('/desk/groups')

/** Groups by name or alias, each with every party’s own designation on a day; none is ever shown as another’s. */
export function Groups() {
  const text = useText()
  const may = useMay()
  const navigate = useNavigate()
  const search = route.useSearch()
  const question = useQuery(askGroups(search))
  const change = (changed: Partial<typeof search>) => navigate({ to: '/groups', search: { ...search, ...changed }, replace: true })
  return (
    <Page
      title={text('groups.title')}
      lead={text('groups.lead')}
      actions={
        may('record.create') ? (
          <Button renderRoot={(props) => <Link to="/new/$kind" params={{ kind: 'designation' }} {...props} />}>
            {text('groups.designate')}
          </Button>
        ) : undefined
      }
    >
      <div className={classes.filters}>
        <TextInput
          type="search"
          className={classes.search}
          label={text('groups.find')}
          leftSection={<IconSearch size={18} aria-hidden="true" />}
          value={search.q ?? ''}
          maxLength={200}
          onChange={(event) => change({ q: event.currentTarget.value || undefined })}
          data-no-print
        />
        <OnDay on={search.on} change={(on) => change({ on })} />
      </div>
      <Answered question={question} shape="rows">
        {({ items, on, more }) => (
          <>
            <p className="soft" role="status">
              {text('groups.count', { count: items.length, day: formatDay(on, text.tag) })}
            </p>
            {items.length === 0 ? (
              <div className="card">
                <Empty icon={<IconUsersGroup size={32} />} title={text(search.q === undefined ? 'groups.empty' : 'groups.none')}>
                  {text('groups.empty.detail')}
                </Empty>
              </div>
            ) : (
              <ul className={rows.shelf}>
                {items.map((item) => (
                  <Item key={item.id} item={item} on={search.on} />
                ))}
              </ul>
            )}
            {more ? <p className="soft">{text('groups.more')}</p> : null}
          </>
        )}
      </Answered>
    </Page>
  )
}

function Item({ item, on }: { readonly item: GroupRow; readonly on: string | undefined }) {
  const text = useText()
  const [first, ...others] = item.names
  return (
    <li className={`${rows.item} ${classes.group}`}>
      <div className="stack-tight">
        <h2>
          <Link to="/groups/$id" params={{ id: item.id }} search={{ on }} className={rows.name}>
            {first?.name ?? text('groups.unnamed')}
          </Link>
        </h2>
        {others.length === 0 ? null : <p className="soft">{text('groups.also', { names: others.map(({ name }) => name).join('; ') })}</p>}
      </div>
      <PartyLabels parties={item.parties} />
    </li>
  )
}
