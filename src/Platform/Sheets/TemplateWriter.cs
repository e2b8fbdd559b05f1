namespace Baotuan.Platform.Sheets;
public static class TemplateWriter
{
    internal const string GuideSheet = "填写说明";
    internal const string ChoicesSheet = "选项";
}
