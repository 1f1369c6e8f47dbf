import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { askNode } from '../api/questions.ts'
import { type QuickCard, quickCards } from '../help/quick-card.ts'
import { languages } from '../language/language.ts'
import { askText } from '../language/load-text.ts'
import { useText } from '../language/text.ts'
import { IconPrinter } from '../parts/icon.tsx'
import { KeyHint } from '../parts/key-hint.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import classes from './quick-card.module.css'

const route = getRouteApi('/desk/help/card/$role')

/** The quick card of a role, in every language one below the other: one sheet of paper each. */
export function QuickCardPage() {
  const text = useText()
  const { role } = route.useParams()
  const { data: node } = useQuery(askNode)
  const card = quickCards[role]
  const name = text.of(node?.roles?.[role]) || (text.find(`role.${role}`) ?? role)
  return (
    <Page
      title={text('help.card.title', { role: name })}
      trail={[{ label: text('help.title'), to: '/help' }]}
      actions={
        <Button leftSection={<IconPrinter size={18} />} onClick={() => print()} data-no-print>
          {text('help.card.print')}
        </Button>
      }
    >
      {card === undefined ? (
        <Empty title={text('unknown.detail')} />
      ) : (
        languages
          .toSorted((a, b) => Number(b.code === text.language) - Number(a.code === text.language))
          .map(({ code }) => <Sheet key={code} language={code} role={role} card={card} />)
      )}
    </Page>
  )
}

function Sheet({ language, role, card }: { readonly language: string; readonly role: string; readonly card: QuickCard }) {
  const words = useQuery(askText(language))
  const { data: node } = useQuery(askNode)
  return (
    <Answered question={words}>
      {(text) => (
        <article className={classes.sheet} lang={text.tag} data-language={language}>
          <header className={classes.head}>
            <div>
              <h2>{text.of(node?.roles?.[role]) || (text.find(`role.${role}`) ?? role)}</h2>
              <span className="soft">{text.of(node?.name)}</span>
            </div>
            <img src="/mark.svg" alt="" width="36" height="36" />
          </header>
          <ol className={classes.steps}>
            {card.steps.map((step) => (
              <li key={step}>{text(step)}</li>
            ))}
          </ol>
          <p>
            <strong>{text('help.card.not')}</strong> {text(card.not)}
          </p>
          <dl className={classes.keys}>
            {card.keys.map(([keys, meaning]) => (
              <div key={keys}>
                <dt>
                  <KeyHint keys={keys} />
                  <kbd className="unseen">{keys}</kbd>
                </dt>
                <dd>{text(meaning)}</dd>
              </div>
            ))}
          </dl>
          <p className={classes.help}>{text('help.card.trouble')}</p>
        </article>
      )}
    </Answered>
  )
}
