import type { OfficeList } from '@enlace/api'
import { Autocomplete, Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMay } from '../api/use-may.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DayField } from '../parts/day-field.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { askOffices } from './ask-programme.ts'
import classes from './programme.module.css'
import { useProgrammeSearch } from './programme-pages.tsx'

/** Who held which public office on a day: a name shows the office of that day, an office shows who, and who acts stands beside the holder. */
export function OfficesPage() {
  const text = useText()
  const may = useMay()
  const parties = useParties()
  const [search, change] = useProgrammeSearch()
  const question = useQuery(askOffices({ q: search.q, on: search.on, of: search.of }))
  return (
    <Page
      title={text('programme.offices')}
      lead={text('programme.offices.lead')}
      actions={
        may('record.create') ? (
          <Button renderRoot={(props) => <Link to="/new/$kind" params={{ kind: 'office-term' }} {...props} />}>
            {text('programme.offices.add')}
          </Button>
        ) : undefined
      }
    >
      <div className={classes.filters} data-no-print>
        <Autocomplete
          className={classes.search}
          label={text('programme.offices.find')}
          value={search.q ?? ''}
          data={question.data?.people ?? []}
          limit={8}
          maxLength={200}
          onChange={(q) => change({ q: q || undefined })}
        />
        <DayField
          label={text('programme.offices.on')}
          value={search.on ?? question.data?.on ?? ''}
          onChange={(event) => change({ on: event.currentTarget.value || undefined })}
        />
        <NativeSelect
          label={text('programme.offices.of')}
          value={search.of ?? ''}
          onChange={(event) => change({ of: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: text('programme.offices.both') },
            ...[...new Set(question.data?.offices.map(({ party }) => party) ?? [])].map((party) => ({
              value: party,
              label: parties.nameOf(party),
            })),
          ]}
        />
      </div>
      <Answered question={question} shape="rows">
        {({ offices, on }) => (
          <>
            <p className="soft" role="status">
              {text('programme.offices.count', { count: offices.length, day: formatDay(on, text.tag) })}
            </p>
            {offices.map((office) => (
              <OfficeCard key={office.code} office={office} on={on} />
            ))}
          </>
        )}
      </Answered>
    </Page>
  )
}

function OfficeCard({ office, on }: { readonly office: OfficeList['offices'][number]; readonly on: string }) {
  const text = useText()
  const now = office.terms.filter(({ onDay }) => onDay)
  return (
    <Card
      title={text.of(office.names)}
      lead={Object.keys(office.organisation).length === 0 ? undefined : text.of(office.organisation)}
      flush
    >
      {now.length === 0 ? <p className={classes.row}>{text('programme.offices.nobody', { day: formatDay(on, text.tag) })}</p> : null}
      <ul>
        {office.terms.map((term) => (
          <li key={`${term.person}${term.from}${term.capacity}`} className={classes.row}>
            <span className={term.onDay ? undefined : 'soft'}>
              {formatDay(term.from, text.tag)} – {term.until === null ? '' : formatDay(term.until, text.tag)}
            </span>
            <div className="stack-tight">
              <span className="cluster">
                {term.record === null ? (
                  <strong>{term.person}</strong>
                ) : (
                  <Link to="/records/$id" params={{ id: term.record }} className={classes.name}>
                    {term.person}
                  </Link>
                )}
                {term.capacity === 'titular' ? null : (
                  <Tag tone="info">{term.word === null ? text.find(`programme.capacity.${term.capacity}`) : `“${term.word}”`}</Tag>
                )}
                {term.verified ? null : <Tag tone="warn">{text('programme.unverified')}</Tag>}
              </span>
              <span className="soft small">{text.of(term.source)}</span>
            </div>
            <span className={classes.end}>
              {term.onDay ? <Tag tone="good">{text('programme.offices.onDay')}</Tag> : <PartyMark party={office.party} />}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
