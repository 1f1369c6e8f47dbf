import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useId, useRef } from 'react'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { placeCard } from './place-card.ts'
import { goOnTour, leaveTour, useTour } from './tour.ts'
import classes from './tour-card.module.css'
import { stepsOf, type TourStep } from './tour-steps.ts'

/**
 * The tour: a card that points at the real thing on the real page. Arrows or Enter go on, Escape leaves and keeps the place. It covers
 * nothing that can be used: what it points at works as ever.
 */
export default function TourCard() {
  const text = useText()
  const may = useMay()
  const tour = useTour()
  const heading = useId()
  const title = useRef<HTMLHeadingElement>(null)
  const steps = stepsOf(may)
  const at = Math.min(tour.step, steps.length - 1)
  const step = steps[at]
  const { card, ring } = usePlaces(step)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each stop is read out as it is reached
  useEffect(() => title.current?.focus(), [at])
  useEffect(() => {
    const before = document.activeElement
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  if (step === undefined) return null
  const last = at === steps.length - 1
  const go = (by: 1 | -1) => {
    if (by === 1 && last) leaveTour(0)
    else goOnTour(Math.max(0, at + by))
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') leaveTour(at)
    else if (event.key === 'ArrowRight') go(1)
    else if (event.key === 'ArrowLeft') go(-1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <>
      <div ref={ring} className={classes.ring} aria-hidden="true" hidden />
      <div ref={card} className={classes.card} role="dialog" aria-labelledby={heading} onKeyDown={press}>
        <span className="soft small">{text('help.tour.step', { step: at + 1, all: steps.length })}</span>
        <h2 id={heading} ref={title} tabIndex={-1}>
          {text(step.title)}
        </h2>
        <p>{text(step.body)}</p>
        <div className="spread">
          <Button variant="subtle" size="xs" onClick={() => leaveTour(at)}>
            {text('help.tour.leave')}
          </Button>
          <span className="cluster">
            <Button variant="default" size="xs" onClick={() => go(-1)} disabled={at === 0}>
              {text('help.tour.back')}
            </Button>
            <Button size="xs" onClick={() => go(1)}>
              {text(last ? 'help.tour.end' : 'help.tour.next')}
            </Button>
          </span>
        </div>
      </div>
    </>
  )
}

/** Keeps card and ring beside the target of a step, through page changes, scrolling and resizing. */
function usePlaces(step: TourStep | undefined) {
  const navigate = useNavigate()
  const card = useRef<HTMLDivElement>(null)
  const ring = useRef<HTMLDivElement>(null)
  const page = step?.page
  const target = step?.target
  useEffect(() => {
    if (page !== undefined && location.pathname !== page) navigate({ to: page })
  }, [page, navigate])
  useEffect(() => {
    let frame = 0
    const place = () => {
      frame = requestAnimationFrame(place)
      const seen = [...document.querySelectorAll(`[data-tour="${target}"]`)].find((element) => element.getClientRects().length > 0)
      const box = seen?.getBoundingClientRect()
      const window = { width: innerWidth, height: innerHeight }
      const size = { width: card.current?.offsetWidth ?? 0, height: card.current?.offsetHeight ?? 0 }
      const { left, top } = placeCard(box ?? { left: 0, top: 0, ...window }, size, window)
      move(card.current, { left, top })
      if (ring.current !== null) ring.current.hidden = box === undefined
      if (box !== undefined) move(ring.current, { left: box.left - 5, top: box.top - 5, width: box.width + 4, height: box.height + 4 })
    }
    place()
    return () => cancelAnimationFrame(frame)
  }, [target])
  return { card, ring }
}

/** Set on the object, not in an attribute: the content security policy allows no inline style. */
function move(element: HTMLElement | null, box: Readonly<Record<string, number>>): void {
  for (const [name, px] of Object.entries(box)) element?.style.setProperty(name, `${Math.round(px)}px`)
}
