import { kinds, purposeLabel, titleLabel } from '@enlace/records'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { askKinds, askNode, askSession } from '../api/questions.ts'
import { keyGroups } from '../app/key-groups.ts'
import { quickCards } from '../help/quick-card.ts'
import { useKindWords } from '../kinds/kind-words.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DefinitionList } from '../parts/definition-list.tsx'
import { IconPrinter } from '../parts/icon.tsx'
import { KeyHint } from '../parts/key-hint.tsx'
import { Page } from '../parts/page.tsx'
import { Tag } from '../parts/tag.tsx'
import { goOnTour, useTour } from '../tour/tour.ts'
import classes from './help.module.css'

/** Help: the tour, a card for each role, what each kind of record is for, every key, the words of law. */
export function Help() {
  const text = useText()
  const say = useKindWords()
  const tour = useTour()
  const { data: session } = useQuery(askSession)
  const { data: node } = useQuery(askNode)
  const { data: known } = useQuery(askKinds)
  const own = [...kinds.values()].filter(({ name }) => known?.some((kind) => kind.name === name && !kind.native))
  return (
    <Page title={text('help.title')} lead={text('help.lead')}>
      <div className={classes.grid}>
        <div className="stack">
          <Card title={text('help.tour.title')} lead={text('help.tour.lead')}>
            <div className="cluster">
              <Button onClick={() => goOnTour(0)}>{text('help.tour.begin')}</Button>
              {tour.step > 0 && !tour.shown ? (
                <Button variant="default" onClick={() => goOnTour(tour.step)}>
                  {text('help.tour.resume', { step: tour.step + 1 })}
                </Button>
              ) : null}
            </div>
          </Card>
          <Card title={text('terms.title')} lead={text('terms.lead')}>
            <div>
              <Link to="/terms" search={{ q: undefined }}>
                {text('help.terms.open')}
              </Link>
            </div>
          </Card>
          <Card title={text('help.design')} lead={text('help.design.lead')}>
            <div>
              <Link to="/design">{text('help.design.open')}</Link>
            </div>
          </Card>
        </div>
        <Card title={text('help.cards')} lead={text('help.cards.lead')}>
          <ul className={classes.cards}>
            {Object.keys(quickCards).map((role) => (
              <li key={role}>
                <Link to="/help/card/$role" params={{ role }}>
                  <span>{text.of(node?.roles?.[role]) || (text.find(`role.${role}`) ?? role)}</span>
                  {session?.account.role === role ? (
                    <Tag tone="info">{text('help.cards.yours')}</Tag>
                  ) : (
                    <IconPrinter size={16} aria-hidden="true" />
                  )}
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      </div>
      {say === undefined ? null : (
        <Card title={text('help.kinds')} lead={text('help.kinds.lead')}>
          <DefinitionList items={own.map((kind) => ({ term: say(titleLabel(kind)), detail: say(purposeLabel(kind)) }))} />
        </Card>
      )}
      <Card title={text('help.keys')} lead={text('help.keys.lead')}>
        <div className={classes.keys}>
          {keyGroups.map((group) => (
            <section key={group.title} className="stack-tight">
              <h3>{text(group.title)}</h3>
              <dl className={classes.rows}>
                {group.rows.map(([keys, meaning]) => (
                  <div key={keys}>
                    <dt>
                      <KeyHint keys={keys} />
                      <kbd className="unseen">{keys}</kbd>
                    </dt>
                    <dd>{text(meaning)}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </Card>
    </Page>
  )
}
