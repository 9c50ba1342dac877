import { lazyRouteComponent } from '@tanstack/react-router'
import { loadWords } from '../i18n'
import type { Namespace } from '../i18n/types'

// biome-ignore lint/suspicious/noExplicitAny: the module's exports are checked where they are named.
type Module = Record<string, any>

/** A screen whose code and words are loaded, side by side, when it is first opened. */
export const screen = <M extends Module, Name extends keyof M & string>(
  load: () => Promise<M>,
  name: Name,
  ...words: Namespace[]
) =>
  lazyRouteComponent<M, Name>(async () => {
    const [module] = await Promise.all([load(), loadWords(...words)])
    return module
  }, name)
