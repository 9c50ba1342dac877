import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api, type Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { directoriesQuery } from './queries'
import classes from './SignOn.module.css'

export function DirectoryRow({ directory: row }: { directory: Schema<'SignOnDirectoryOut'> }) {
  const { t } = useTranslation('signOn')
  const client = useQueryClient()
  const announce = useAnnounce()
  const remove = useMutation({
    mutationFn: () =>
      answer(
        api.DELETE('/api/sign-on-directories/{directory_id}', { params: { path: { directory_id: row.id } } }),
      ),
    onSuccess: () => {
      announce(t('school.removed'))
      return client.invalidateQueries({ queryKey: directoriesQuery.queryKey })
    },
  })
  return (
    <li className={classes.row}>
      <div className={classes.text}>
        <p className={`strong ${classes.name}`}>{row.directory}</p>
        <p className="small quiet">
          {t(`provider.${row.provider}`)}. {row.asks_second_factor ? t('school.asks') : t('school.asksNot')}
        </p>
        {remove.error && <RefusedNotice acting error={remove.error} onRetry={() => remove.mutate()} />}
      </div>
      <ConfirmButton
        ask={t('school.removeAsk')}
        yes={t('school.removeYes')}
        aria-label={t('school.removeNamed', { directory: row.directory })}
        loading={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        {t('school.remove')}
      </ConfirmButton>
    </li>
  )
}
