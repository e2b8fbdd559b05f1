using Baotuan.App.Accounts;
using Baotuan.App.Imports;
using Baotuan.Decisions;
using Baotuan.Disclosure;
using Baotuan.Indicators;
using Baotuan.Ledger;
using Baotuan.Migrations;
using Baotuan.Oversight;
using Baotuan.Parties;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Storage;
using Baotuan.Platform.Webhooks;
using Baotuan.Ventures;

namespace Baotuan.App.Shell;

/// <summary>The site of this program: which pages it has and what they work on. The same for serve, demo and the tests.</summary>
internal static class SiteWiring
{
    internal static SiteOptions For(Store store, Importer importer, int port, string? publicHost = null) => new()
    {
        Port = port,
        PublicHost = publicHost,
        PageAssemblies =
        [
            typeof(PartiesModule).Assembly, typeof(DecisionsModule).Assembly, typeof(LedgerModule).Assembly, typeof(VenturesModule).Assembly,
            typeof(IndicatorsModule).Assembly, typeof(Baotuan.Industry.IndustryModule).Assembly, typeof(Baotuan.Cases.CasesModule).Assembly, typeof(OversightModule).Assembly, typeof(DisclosureModule).Assembly,
        ],
        Services = builder =>
        {
            builder.Services.AddSingleton(store);
            builder.Services.AddSingleton(store.Time);
            builder.Services.AddAccounts(store, publicHost is not null);
            builder.Services.AddSingleton<PublicDesk>();
            builder.Services.AddSingleton(importer);
            builder.Services.AddSingleton(FieldProtector.Open(store.Location.DataDirectory));
            builder.Services.AddSingleton<UploadFolder>();
            builder.Services.AddSingleton<PendingImports>();
            builder.Services.AddHostedService<SweepUploads>();
            builder.Services.AddSingleton<DeliverWebhooks>();
            foreach (var module in InstalledModules.All)
            {
                module.Register(builder.Services);
            }
        },
        Endpoints = ImportEndpoints.Map,
    };
}
