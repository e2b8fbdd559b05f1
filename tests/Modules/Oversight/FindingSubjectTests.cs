using Baotuan.Oversight.Contracts;

namespace Baotuan.Tests.Modules.Oversight;

public sealed class FindingSubjectTests
{
    [Theory]
    [InlineData("/vouchers/34", "voucher/34")]
    [InlineData(" http://localhost:5080/distributions/5?unit=wan#x ", "distribution/5")]
    [InlineData("https://baotuan.example/cases/7", "case/7")]
    [InlineData("/cascades/2?group=1", "cascade/2")]
    [InlineData("/payments/9", "payment/9")]
    public void Address_of_a_page_names_its_record(string address, string subject) => Assert.Equal(subject, FindingSubjects.OfPage(address));

    [Theory]
    [InlineData("voucher/34")]
    [InlineData("/vouchers/new")]
    [InlineData("/vouchers/34/x")]
    [InlineData("/cases/meetings/1")]
    [InlineData("/webhooks/1")]
    [InlineData("")]
    public void Other_text_is_no_page_of_a_record(string text) => Assert.Null(FindingSubjects.OfPage(text));
}
