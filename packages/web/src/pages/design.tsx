import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { Deeds } from '../design/deeds.tsx'
import { Lists } from '../design/lists.tsx'
import { Look } from '../design/look.tsx'
import { Marks } from '../design/marks.tsx'
import { States } from '../design/states.tsx'
import { useText } from '../language/text.ts'
import { Page } from '../parts/page.tsx'
import classes from './design.module.css'

/** Every component in every state. Language, scheme and density are those of the account menu. */
export function Design() {
  const text = useText()
  const [now] = useState(() => nodeNow().getTime())
  const places = [
    ['colours', text('design.colours')],
    ['type', text('design.type')],
    ['status', text('design.status')],
    ['tags', text('design.tags')],
    ['clocks', text('design.clocks')],
    ['marking', text('design.marking')],
    ['states', text('design.states')],
    ['progress', text('design.progress')],
    ['tables', text('design.tables')],
    ['panels', text('design.panels')],
    ['texts', text('design.texts')],
    ['buttons', text('design.buttons')],
    ['forms', text('design.forms')],
    ['deeds', text('design.deeds')],
  ] as const
  return (
    <Page title={text('help.design')} lead={text('help.design.lead')} trail={[{ label: text('help.title'), to: '/help' }]}>
      <nav aria-label={text('design.contents')}>
        <ul className={classes.nav}>
          {places.map(([id, label]) => (
            <li key={id}>
              <a href={`#${id}`}>{label}</a>
            </li>
          ))}
        </ul>
      </nav>
      <Look />
      <Marks now={now} />
      <States now={now} />
      <Lists now={now} />
      <Deeds />
    </Page>
  )
}
