import { useBlocker } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

/** Asks before a page with unsaved text is left; to another part of the same page one goes freely. */
export function useLeaveWarning(isDirty: boolean): void {
  const { t } = useTranslation('lessonStudy')
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      isDirty && current.pathname !== next.pathname && !window.confirm(t('leave')),
    enableBeforeUnload: () => isDirty,
  })
}
