import { useText } from '../language/text.ts'
import classes from '../pages/design.module.css'
import { KeyHint } from '../parts/key-hint.tsx'
import { Specimen, State } from './specimen.tsx'

const colours = [
  'ground',
  'surface',
  'sunken',
  'ink',
  'ink-soft',
  'line',
  'accent',
  'good',
  'warn',
  'bad',
  'frame',
  'party',
  'added',
  'removed',
] as const
const sizes = ['3xl', '2xl', 'xl', 'lg', 'base', 'sm', 'xs'] as const
const steps = ['s1', 's2', 's3', 's4', 's5', 's6', 's8', 's12'] as const

/** Letters and digits that are easily taken for each other. */
const identifiers = 'CSQU 305438 3 · 1IlO0 · 2026-11-21'

/** Set on the object, not in an attribute: the content security policy allows no inline style. */
const style = (name: string, value: string) => (element: HTMLElement | null) => element?.style.setProperty(name, value)

/** Colours, letters and distances: what everything else is made of. */
export function Look() {
  const text = useText()
  return (
    <>
      <Specimen id="colours" title={text('design.colours')} lead={text('design.colours.lead')}>
        <div className={classes.swatches}>
          {colours.map((name) => (
            <div key={name} className={classes.swatch}>
              <span ref={style('background', `var(--${name})`)} />
              <code>{name}</code>
            </div>
          ))}
        </div>
      </Specimen>
      <Specimen id="type" title={text('design.type')} lead={text('design.type.lead')}>
        <div className={classes.scale}>
          {sizes.map((name) => (
            <div key={name} ref={style('font-size', `var(--text-${name})`)}>
              {text('design.type.sample')} <code>{name}</code>
            </div>
          ))}
        </div>
        <State name={text('design.type.figures')}>
          <div className="mono">{identifiers}</div>
          <div>1,234,567.50</div>
          <div>9,111,111.11</div>
        </State>
        <State name={text('design.type.keys')}>
          <KeyHint keys="Ctrl K" /> <KeyHint keys="g i" />
        </State>
      </Specimen>
      <Specimen id="spacing" title={text('design.spacing')} lead={text('design.spacing.lead')}>
        {steps.map((name) => (
          <div key={name} className={classes.spacing}>
            <code>{name}</code>
            <span ref={style('inline-size', `var(--${name})`)} />
          </div>
        ))}
      </Specimen>
    </>
  )
}
