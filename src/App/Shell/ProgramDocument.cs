using Baotuan.App.Accounts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Api;
using Microsoft.OpenApi;

namespace Baotuan.App.Shell;

/// <summary>The OpenAPI document of the addresses for programs, made from the addresses themselves.</summary>
internal static class ProgramDocument
{
    internal const string Address = "/api/openapi.json";
    private const string Name = "v1";
    private const string Scheme = "token";

    internal static void AddProgramDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.ShouldInclude = address => address.HttpMethod == HttpMethods.Get && "/" + address.RelativePath is { } path && path.StartsWith(ProgramRoutes.Root + "/", StringComparison.Ordinal);
        options.AddDocumentTransformer((document, context, _) =>
        {
            var limit = context.ApplicationServices.GetRequiredService<TokenLimit>();
            document.Info = new()
            {
                Title = "抱团 程序接口", Version = Name,
                Description = "只供读取。令牌在“我的账号”里做，看得到的与本人一样多。金额和面积的数值按指标的单位给出。出错时按 RFC 9457 返回中文说明。"
                    + $"一个令牌一分钟最多 {limit.PerMinute} 次，超过的得到 429 和 Retry-After（秒）。看不懂的参数会被拒绝，不会略过。",
            };
            // the site answers under several names; addresses are relative to wherever this document came from
            document.Servers = [new() { Url = "/" }];
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "接口令牌，以 baotuan_ 开头" },
            };
            document.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
            return Task.CompletedTask;
        });
    });

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapOpenApi("/api/openapi.json").WithMetadata(new NeedsAttribute(NeedsAttribute.SignedIn));
}
