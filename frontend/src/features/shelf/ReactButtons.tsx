import { Button } from '@mantine/core'
import { IconBookmark, IconFlask2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { meQuery } from '../../api/me'
import { isRefusedWith } from '../../api/problems'
import { ButtonLink } from '../../ui/ButtonLink'
import { Notice } from '../../ui/Notice'
import { RefusedNotice } from '../../ui/RefusedNotice'
import classes from './Finding.module.css'
import type { Finding } from './shapes'
import { TriedForm } from './TriedForm'
import { useReact } from './useReact'

/** The two answers a colleague can give: will try it, or tried it and says what happened. */
export function ReactButtons({ finding }: { finding: Finding }) {
  const { t } = useTranslation('shelf')
  const { data: me } = useQuery(meQuery)
  const [isTelling, setTelling] = useState(false)
  const react = useReact(finding.id)
  const hasSaid = react.isSuccess || isRefusedWith(react.error, 'fair/already-reacted')
  if (!me)
    return (
      <div className={`${classes.buttons} no-print`}>
        <ButtonLink to="/sign-in" search={{ to: `/fair/${finding.id}` }} variant="light">
          {t('react.signIn')}
        </ButtonLink>
      </div>
    )
  if (!finding.may_react) return finding.mine ? null : <p className="small quiet">{t('react.cannot')}</p>
  return (
    <div className={`${classes.buttons} no-print`}>
      {hasSaid ? (
        <Notice tone="done">{t('react.willDone')}</Notice>
      ) : (
        <Button
          leftSection={<IconBookmark size={18} aria-hidden />}
          loading={react.isPending}
          onClick={() => react.mutate({ kind: 'will_try', text: '' })}
        >
          {t('react.willTry')}
        </Button>
      )}
      {isTelling ? (
        <TriedForm findingId={finding.id} onDone={() => setTelling(false)} />
      ) : (
        <Button
          variant="default"
          leftSection={<IconFlask2 size={18} aria-hidden />}
          onClick={() => setTelling(true)}
        >
          {t('react.tried')}
        </Button>
      )}
      {react.error && !hasSaid && <RefusedNotice acting error={react.error} />}
    </div>
  )
}
