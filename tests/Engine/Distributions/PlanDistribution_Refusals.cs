using Xunit;

namespace Baotuan.Tests.Engine.Distributions;

/// <summary>One line is one situation and the code of its refusal.</summary>
public sealed class PlanDistribution_Refusals
{
    [Theory]
    [InlineData("no_return_terms", "2018; A V1 2017-01-01 +1.00")]
    [InlineData("return_terms_overlap", "2018; term A fixed 1% act/act 2017-01-01..; term A fixed 2% act/act 2018-06-01..; A V1 2017-01-01 +1.00")]
    [InlineData("return_terms_overlap", "2018; term A fixed 1% act/act 2017-01-01..2018-06-01; term A fixed 2% act/act 2018-06-01..; A V1 2017-01-01 +1.00")]
    [InlineData("return_terms_overlap", "2018; term A fixed 1% act/act 2012-01-01..2013-06-01; term A fixed 2% act/act 2013-01-01..; A V1 2017-01-01 +1.00")]
    [InlineData("no_term_in_force", "2018; term A fixed 1% act/act 2018-02-01..; A V1 2017-01-01 +1.00")]
    [InlineData("no_term_in_force", "2018; term A fixed 1% act/act 2017-01-01..2018-11-30; A V1 2017-01-01 +1.00")]
    [InlineData("no_term_in_force", "2018; term A fixed 1% act/act 2017-01-01..2018-03-31; term A fixed 1% act/act 2018-05-01..; A V1 2017-01-01 +1.00")]
    [InlineData("no_term_in_force", "2018; term A fixed 1% act/act 2018-07-01..; A V1 2018-06-30 +1.00; A V1 2018-06-30 -1.00; A V2 2018-06-30 +1.00")]
    [InlineData("no_term_in_force", "2018; term A fixed 1% act/act 2017-01-01..; A V1 2017-01-01 +1.00; B V1 2017-01-01 +1.00")]
    [InlineData("no_term_in_force", "2018; term A fixed 1% act/act 2012-01-01..2017-12-31; A V1 2017-01-01 +1.00")]
    [InlineData("whole_year_needs_one_term", "2018; term A fixed 1% whole-year 2017-01-01..2018-06-30; term A fixed 2% whole-year 2018-07-01..; A V1 2017-01-01 +1.00")]
    [InlineData("whole_year_needs_one_term", "2018; term A fixed 1% act/act 2017-01-01..2018-06-30; term A floor 2% whole-year 2018-07-01..; A V1 2017-01-01 +1.00; declared 3.00")]
    [InlineData("declared_amount_not_asked", "2018; term A fixed 1% act/act 2017-01-01..; A V1 2017-01-01 +1.00; declared 1.00")]
    [InlineData("declared_amount_missing", "2018; term A actual 0% act/act 2017-01-01..; A V1 2017-01-01 +1.00")]
    [InlineData("declared_amount_missing", "2018; term A profit_share 3%/30% act/act 2017-01-01..; A V1 2017-01-01 +1.00")]
    [InlineData("declared_amount_ambiguous", "2018; term A actual 0% act/act 2017-01-01..2018-06-30; term A actual 0% act/act 2018-07-01..; A V1 2017-01-01 +1.00; declared 9.00")]
    [InlineData("declared_amount_ambiguous", "2018; term A actual 0% act/act 2017-01-01..; term B floor 2% act/act 2017-01-01..; A V1 2017-01-01 +1.00; B V1 2017-01-01 +1.00; declared 9.00")]
    [InlineData("declared_amount_negative", "2018; term A actual 0% act/act 2017-01-01..; A V1 2017-01-01 +1.00; declared -0.01")]
    [InlineData("declared_amount_negative", "2018; term A floor 5% act/act 2017-01-01..; A V1 2017-01-01 +1.00; declared -0.01")]
    [InlineData("no_principal_in_period", "2018; term A actual 0% act/act 2017-01-01..; declared 1.00")]
    [InlineData("no_principal_in_period", "2018; term A floor 5% act/act 2017-01-01..; A V1 2019-01-01 +1.00; declared 1.00")]
    [InlineData("amount_too_large", "2018; term A fixed 200% whole-year 2017-01-01..; A V1 2017-01-01 +90000000000000000.00")]
    [InlineData("amount_too_large", "2018; term A floor 200% whole-year 2017-01-01..; A V1 2017-01-01 +90000000000000000.00; declared 1.00")]
    [InlineData("amount_too_large", "2018; term A fixed 1% whole-year 2017-01-01..; A V1 2017-01-01 +90000000000000000.00; A V1 2017-01-01 +90000000000000000.00")]
    [InlineData("amount_too_large", "2018; term A fixed 1% whole-year 2018-06-01..; A V1 2017-01-01 +90000000000000000.00; A V1 2017-01-01 +90000000000000000.00")]
    public void Refuses(string code, string situation)
    {
        var refusal = Assert.Single(Situation.Read(situation).Plan().Refusals);
        Assert.Equal(code, refusal.Code);
        Assert.Contains("。", refusal.Message);
    }
}
