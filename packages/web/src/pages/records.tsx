import { Button, NativeSelect } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { askKinds, askNode, fetchRecords } from '../api/questions.ts'
import { useText } from '../language/text.ts'
import { IconFolders } from '../parts/icon.tsx'
import { ProblemNotice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Empty, Loading } from '../parts/page-state.tsx'
import { RecordRow } from '../parts/record-row.tsx'
import classes from './list.module.css'

const route = getRouteApi('/desk/records')

/** Records that the reader may see, newest position first, by kind and by party. */
export function Records() {
  const text = useText()
  const navigate = useNavigate()
  const { kind, from } = route.useSearch()
  const kinds = useQuery(askKinds)
  const { data: node } = useQuery(askNode)
  const records = useInfiniteQuery({
    queryKey: ['records', kind ?? '', from ?? ''],
    queryFn: ({ pageParam, signal }) =>
      fetchRecords(
        {
          ...(kind === undefined ? {} : { kind }),
          ...(from === undefined ? {} : { from }),
          ...(pageParam === '' ? {} : { cursor: pageParam }),
        },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const items = records.data?.pages.flatMap((page) => page.items)
  const choose = (change: { kind?: string | undefined; from?: string | undefined }) =>
    navigate({ to: '/records', search: { kind, from, ...change } })
  const own = kinds.data?.filter(({ native }) => !native) ?? []
  const native = kinds.data?.filter((each) => each.native) ?? []
  return (
    <Page title={text('records.title')} lead={text('records.lead')}>
      <div className={classes.filters}>
        <NativeSelect
          label={text('records.kind')}
          value={kind ?? ''}
          onChange={(event) => choose({ kind: event.currentTarget.value || undefined })}
        >
          <option value="">{text('records.kind.all')}</option>
          <optgroup label={text('records.kind.own')}>
            {own.map(({ name, title }) => (
              <option key={name} value={name}>
                {text.of(title)}
              </option>
            ))}
          </optgroup>
          <optgroup label={text('records.kind.native')}>
            {native.map(({ name, title }) => (
              <option key={name} value={name}>
                {text.of(title)}
              </option>
            ))}
          </optgroup>
        </NativeSelect>
        <NativeSelect
          label={text('records.from')}
          value={from ?? ''}
          onChange={(event) => choose({ from: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: text('records.from.all') },
            ...(node === undefined
              ? []
              : [
                  { value: node.party, label: text.of(node.name) },
                  ...node.partners.map((partner) => ({ value: partner.party, label: text.of(partner.name) })),
                ]),
          ]}
        />
      </div>
      {records.isError ? <ProblemNotice problem={records.error} retry={() => records.refetch()} /> : null}
      {items === undefined && !records.isError ? <Loading /> : null}
      {items?.length === 0 ? (
        <div className="card">
          <Empty icon={<IconFolders size={32} />} title={text('records.empty')}>
            {text('records.empty.detail')}
          </Empty>
        </div>
      ) : null}
      {items !== undefined && items.length > 0 ? (
        <ul className="card">
          {items.map((item) => (
            <RecordRow key={`${item.id}${item.seq}`} record={item} />
          ))}
        </ul>
      ) : null}
      {records.hasNextPage ? (
        <div>
          <Button variant="default" onClick={() => records.fetchNextPage()} loading={records.isFetchingNextPage}>
            {text('records.more')}
          </Button>
        </div>
      ) : null}
    </Page>
  )
}
