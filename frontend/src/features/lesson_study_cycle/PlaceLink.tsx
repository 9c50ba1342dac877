import type { ButtonProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { ButtonLink } from '../../ui/ButtonLink'
import type { Place } from './places'

/** A button to a place that was computed; some of them are screens of other areas. */
export function PlaceLink({
  place,
  children,
  ...button
}: ButtonProps & { place: Place; children: ReactNode }) {
  return (
    <ButtonLink to={place.to as '/'} {...(place.hash ? { hash: place.hash } : {})} {...button}>
      {children}
    </ButtonLink>
  )
}
