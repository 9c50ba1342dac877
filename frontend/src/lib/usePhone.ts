import { useMediaQuery } from '@mantine/hooks'

/** Whether a week's table would be squeezed: below 48em a list by day is shown instead. */
export const usePhone = (): boolean =>
  useMediaQuery('(max-width: 47.99em)', undefined, { getInitialValueInEffect: false }) ?? false
