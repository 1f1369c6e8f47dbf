import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import classes from './tab-panels.module.css'

export type TabPanel = { readonly name: string; readonly label: ReactNode; readonly content: () => ReactNode }

/** Views of one part of a page, chosen in place (ARIA tabs: arrows choose). Views that deserve an address are links: `Tabs`. */
export function TabPanels({
  label,
  panels,
  start,
}: {
  readonly label: string
  readonly panels: readonly TabPanel[]
  readonly start?: string
}) {
  const id = useId()
  const [chosen, setChosen] = useState(start ?? panels[0]?.name)
  const current = panels.find(({ name }) => name === chosen) ?? panels[0]
  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (by === undefined || current === undefined) return
    event.preventDefault()
    const next = panels[(panels.indexOf(current) + by + panels.length) % panels.length]
    setChosen(next?.name)
    document.getElementById(`${id}-tab-${next?.name}`)?.focus()
  }
  if (current === undefined) return null
  return (
    <div>
      <div role="tablist" aria-label={label} className={classes.list} onKeyDown={walk} data-no-print>
        {panels.map(({ name, label: words }) => (
          <button
            key={name}
            id={`${id}-tab-${name}`}
            type="button"
            role="tab"
            className={classes.tab}
            aria-selected={name === current.name}
            aria-controls={name === current.name ? `${id}-panel` : undefined}
            tabIndex={name === current.name ? 0 : -1}
            onClick={() => setChosen(name)}
          >
            {words}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-tab-${current.name}`} className={classes.panel}>
        {current.content()}
      </div>
    </div>
  )
}
