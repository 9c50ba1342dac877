import { Button, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, Ref } from 'react'

type Anchor = ButtonProps &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof ButtonProps> & { ref?: Ref<HTMLAnchorElement> }

const ButtonAnchor = (props: Anchor) => <Button component="a" {...props} />

/** A link that looks like a button; its path, parameters and search are checked against the routes. */
export const ButtonLink = createLink(ButtonAnchor)
