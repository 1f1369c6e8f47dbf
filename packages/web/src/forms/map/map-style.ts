import { crossings } from '@enlace/records'
import type { StyleSpecification } from 'maplibre-gl'
import places from '../../../../../packs/places/mx-us.json'
import outline from '../../../../../packs/places/outline-mx-us.json'

type Points = readonly { readonly name: string; readonly at?: readonly number[] | undefined }[]

function points(of: Points) {
  return {
    type: 'FeatureCollection' as const,
    features: of.flatMap(({ name, at }) => {
      const [latitude, longitude] = at ?? []
      if (latitude === undefined || longitude === undefined) return []
      return [{ type: 'Feature' as const, properties: { name }, geometry: { type: 'Point' as const, coordinates: [longitude, latitude] } }]
    }),
  }
}

/** The map in the colours of the page: land, the places that can be named, the crossings. Everything is in it; it asks for nothing. */
export function mapStyle(page: CSSStyleDeclaration): StyleSpecification {
  const colour = (name: string, otherwise: string) => page.getPropertyValue(name).trim() || otherwise
  const land = {
    type: 'FeatureCollection' as const,
    features: outline.features.map(({ properties, geometry: { coordinates } }) => ({
      ...{ type: 'Feature' as const, properties },
      geometry: { type: 'Polygon' as const, coordinates },
    })),
  }
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: land },
      cities: { type: 'geojson', data: points(places.cities) },
      crossings: { type: 'geojson', data: points(crossings.map(({ us, at }) => ({ name: us.name, at }))) },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colour('--sunken', '#eceff3') } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colour('--surface', '#ffffff') } },
      { id: 'coast', type: 'line', source: 'land', paint: { 'line-color': colour('--line-control', '#76839a'), 'line-width': 1.2 } },
      {
        id: 'cities',
        type: 'circle',
        source: 'cities',
        paint: { 'circle-radius': 2.5, 'circle-color': colour('--ink-soft', '#4a586c') },
      },
      {
        id: 'crossings',
        type: 'circle',
        source: 'crossings',
        paint: {
          'circle-radius': 4,
          'circle-color': colour('--surface', '#ffffff'),
          'circle-stroke-width': 2,
          'circle-stroke-color': colour('--accent', '#1c4f8f'),
        },
      },
    ],
  }
}
