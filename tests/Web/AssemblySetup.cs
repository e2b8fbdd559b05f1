using Baotuan.Tests.Web;

[assembly: AssemblyFixture(typeof(SiteFixture))]
// One site and one browser on two cores: pages are looked at one after the other.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
