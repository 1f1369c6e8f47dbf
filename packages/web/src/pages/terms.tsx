import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { languages } from '../language/language.ts'
import { asShown } from '../language/pseudo.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { findMatches } from '../parts/find-matches.ts'
import { IconSearch } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { askTerms } from '../terms/ask-terms.ts'
import { type LegalTerm, searchTextOf } from '../terms/find-terms.ts'
import classes from './terms.module.css'

const route = getRouteApi('/desk/terms')

/** Words of law in both languages, what each means, and what it must not be taken for. */
export function Terms() {
  const text = useText()
  const navigate = useNavigate()
  const { q = '' } = route.useSearch()
  const terms = useQuery(askTerms)
  const loaded = terms.data !== undefined
  useEffect(() => {
    // A term that another page led to: the list was not there yet when the address was read.
    if (loaded && location.hash !== '') document.getElementById(location.hash.slice(1))?.scrollIntoView()
  }, [loaded])
  return (
    <Page title={text('terms.title')} lead={text('terms.lead')} trail={[{ label: text('help.title'), to: '/help' }]}>
      <TextInput
        type="search"
        label={text('terms.find')}
        leftSection={<IconSearch size={18} aria-hidden="true" />}
        value={q}
        maxLength={100}
        onChange={(event) => navigate({ to: '/terms', search: { q: event.currentTarget.value || undefined }, replace: true })}
        data-no-print
      />
      <Answered question={terms}>
        {(pack) => {
          const shown = findMatches(pack.terms, q, searchTextOf)
          return (
            <>
              <p className="soft">{text.of(pack.about)}</p>
              <p className="unseen" role="status">
                {text('terms.count', { count: shown.length })}
              </p>
              {shown.length === 0 ? (
                <Card>
                  <Empty icon={<IconSearch size={32} />} title={text('terms.none', { words: q })}>
                    {text('terms.none.detail')}
                  </Empty>
                </Card>
              ) : null}
              {shown.map((term) => (
                <Entry key={term.id} term={term} />
              ))}
            </>
          )
        }}
      </Answered>
    </Page>
  )
}

function Entry({ term }: { readonly term: LegalTerm }) {
  const text = useText()
  const words: Readonly<Record<string, readonly string[]>> = term.words
  return (
    <Card
      id={term.id}
      title={asShown((words[text.language] ?? term.words.en).join(', '))}
      actions={term.owner === 'both' ? <Tag>{text('terms.both')}</Tag> : <PartyMark party={term.owner} />}
    >
      <div className={classes.pair}>
        {languages.map(({ code, name }) => (
          <div key={code}>
            <div className={classes.tongue} lang={code}>
              {name}
            </div>
            <div className={classes.word} lang={code}>
              {(words[code] ?? term.words.en).join(', ')}
            </div>
          </div>
        ))}
      </div>
      <p>{text.of(term.definition)}</p>
      {term.not_equal.map((other) => (
        <div key={other.words.en} className={classes.not}>
          <span aria-hidden="true">≠</span>
          <span>
            <strong>{text('terms.notEqual', { words: text.of(other.words) })}</strong> {text.of(other.why)}
          </span>
        </div>
      ))}
    </Card>
  )
}
