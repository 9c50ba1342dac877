import { useTranslation } from 'react-i18next'

/** Which files a timetable may come in, and the template for who has none. */
export function FileKinds() {
  const { t } = useTranslation('timetable')
  return (
    <>
      <p className="small quiet">{t('files.kinds')}</p>
      <p className="small">
        {t('files.template')}{' '}
        <a href="/api/timetable/template.csv" download className="text-link">
          {t('files.csv')}
        </a>
        {', '}
        <a href="/api/timetable/template.xlsx" download className="text-link">
          {t('files.xlsx')}
        </a>
        {'. '}
        <span className="quiet">{t('files.templateColumns')}</span>
      </p>
    </>
  )
}
