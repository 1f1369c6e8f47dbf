import 'maplibre-gl/dist/maplibre-gl.css'
import { Button } from '@mantine/core'
import { Map as GlMap, Marker, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { formatNumber } from '../../language/format.ts'
import { useText } from '../../language/text.ts'
import { IconMapPin } from '../../parts/icon.tsx'
import { mapStyle } from './map-style.ts'
import classes from './place-map.module.css'

setWorkerUrl(workerUrl)

type Point = { readonly latitude: number; readonly longitude: number; readonly precision: number }
type Props = {
  readonly latitude: number | undefined
  readonly longitude: number | undefined
  readonly label: string
  readonly onChoose: ((point: Point) => void) | undefined
}

const start = { longitude: -102.5, latitude: 27.5, zoom: 3.6 }
const panPixels = 80

/** A point on coarse outlines of our own: no tile server, no request. By click, by keys, and, where there is no WebGL, by the fields below. */
export default function PlaceMap({ latitude, longitude, label, onChoose }: Props) {
  const text = useText()
  const box = useRef<HTMLDivElement>(null)
  const map = useRef<GlMap>(undefined)
  const marker = useRef<Marker>(undefined)
  const choose = useRef(onChoose)
  choose.current = onChoose
  const [broken, setBroken] = useState(false)
  const [named, setNamed] = useState<string>()

  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is made once; the point follows below
  useEffect(() => {
    if (box.current === null) return
    let made: GlMap
    try {
      made = new GlMap({
        container: box.current,
        style: mapStyle(getComputedStyle(box.current)),
        center: [longitude ?? start.longitude, latitude ?? start.latitude],
        zoom: latitude === undefined ? start.zoom : 6,
        minZoom: 2,
        maxZoom: 14,
        attributionControl: false,
        dragRotate: false,
        pitchWithRotate: false,
        // The page has its own keys for it, which say what they do.
        keyboard: false,
      })
    } catch {
      setBroken(true)
      return
    }
    made.touchZoomRotate.disableRotation()
    // What is under the pointer, and without one what the middle shows: a dot says its name, for the eye and aloud.
    const tell = ({ x, y }: { readonly x: number; readonly y: number }) => setNamed(nameNear(made, x, y))
    made.on('mousemove', ({ point }) => tell(point))
    made.on('moveend', () => tell(made.project(made.getCenter())))
    made.on('click', (event) => choose.current?.(toPoint(event.lngLat.lat, event.lngLat.lng, made)))
    map.current = made
    return () => made.remove()
  }, [])
  useEffect(() => {
    const shown = map.current
    if (shown === undefined) return
    marker.current?.remove()
    marker.current = undefined
    if (latitude === undefined || longitude === undefined) return
    marker.current = new Marker().setLngLat([longitude, latitude]).addTo(shown)
    if (!shown.getBounds().contains([longitude, latitude])) shown.jumpTo({ center: [longitude, latitude] })
  }, [latitude, longitude])

  if (broken) return <p className="soft small">{text('forms.map.none')}</p>
  const set = () => {
    const shown = map.current
    if (shown === undefined) return
    const { lat, lng } = shown.getCenter()
    choose.current?.(toPoint(lat, lng, shown))
  }
  const moves: Readonly<Record<string, () => void>> = {
    ArrowUp: () => map.current?.panBy([0, -panPixels]),
    ArrowDown: () => map.current?.panBy([0, panPixels]),
    ArrowLeft: () => map.current?.panBy([-panPixels, 0]),
    ArrowRight: () => map.current?.panBy([panPixels, 0]),
    '+': () => map.current?.zoomIn(),
    '=': () => map.current?.zoomIn(),
    '-': () => map.current?.zoomOut(),
    Enter: set,
  }
  const press = (event: KeyboardEvent) => {
    const move = event.ctrlKey || event.metaKey || event.altKey ? undefined : moves[event.key]
    if (move === undefined) return
    event.preventDefault()
    move()
  }
  return (
    <div className="stack-tight">
      <div className={classes.frame}>
        <div
          ref={box}
          role="application"
          aria-label={text('forms.map', { label })}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it has keys of its own, said in its name
          tabIndex={0}
          className={classes.map}
          onKeyDown={press}
        />
        <span className={classes.middle} aria-hidden="true" />
      </div>
      <p className="small" role="status">
        {named === undefined ? '' : text('forms.map.here', { name: named })}
      </p>
      <p className="soft small">{text('forms.map.help')}</p>
      <div className="cluster">
        {onChoose === undefined ? null : (
          <Button variant="default" size="xs" leftSection={<IconMapPin size={16} />} onClick={set}>
            {text('forms.map.set')}
          </Button>
        )}
        <Button variant="default" size="xs" onClick={moves['+']} aria-label={text('forms.map.in')}>
          +
        </Button>
        <Button variant="default" size="xs" onClick={moves['-']} aria-label={text('forms.map.out')}>
          −
        </Button>
        {latitude === undefined || longitude === undefined ? null : (
          <span className="small" role="status">
            {text('forms.map.point', {
              latitude: formatNumber(latitude, text.tag, { maximumFractionDigits: 4 }),
              longitude: formatNumber(longitude, text.tag, { maximumFractionDigits: 4 }),
            })}
          </span>
        )}
      </div>
    </div>
  )
}

const nearPixels = 10

/** The name of the place or crossing whose dot lies at most a finger's width from there. */
function nameNear(map: GlMap, x: number, y: number): string | undefined {
  const box: [[number, number], [number, number]] = [
    [x - nearPixels, y - nearPixels],
    [x + nearPixels, y + nearPixels],
  ]
  if (map.getLayer('crossings') === undefined) return undefined
  const [first] = map.queryRenderedFeatures(box, { layers: ['crossings', 'cities'] })
  const name: unknown = first?.properties.name
  return typeof name === 'string' ? name : undefined
}

/** A point no finer than a finger on this map: its precision is ten pixels in metres, and its digits say no more than that. */
function toPoint(latitude: number, longitude: number, map: GlMap): Point {
  const metresPerPixel = (40_075_017 * Math.cos((latitude * Math.PI) / 180)) / (512 * 2 ** map.getZoom())
  const precision = Math.ceil((10 * metresPerPixel) / 10) * 10
  const digits = precision > 10_000 ? 1 : precision > 1000 ? 2 : precision > 100 ? 3 : 4
  const round = (value: number) => Number(value.toFixed(digits))
  return { latitude: round(latitude), longitude: round(longitude), precision }
}
