using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;

namespace Baotuan.Indicators.Claims;

/// <summary>Lays a computed number beside a printed one of the same unit.</summary>
internal static class JudgeClaim
{
    public static ClaimState Of(PrintedNumber printed, string qualifier, Rational computed)
    {
        var enough = qualifier == NumberQualifiers.AtLeast ? computed >= printed.Value : computed == printed.Value;
        return enough ? ClaimState.Agreed
            : qualifier != NumberQualifiers.AtLeast && printed.IsRoundedFrom(computed) ? ClaimState.WithinRounding
            : ClaimState.Residual;
    }
}
