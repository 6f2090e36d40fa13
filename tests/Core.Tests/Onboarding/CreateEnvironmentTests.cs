using Fulgurite.Access;
using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Onboarding;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;
using Fulgurite.Tests.Access;
using Fulgurite.Tests.Storage;

namespace Fulgurite.Tests.Onboarding;

public sealed class CreateEnvironmentTests
{
    private readonly WatchedTableStore tables = new(new MemoryTableStore());
    private readonly ManualClock clock = new();
    private readonly Keys keys;
    private int environments;

    public CreateEnvironmentTests() => keys = new Keys(tables, clock);

    [Fact]
    public async Task An_organization_lists_its_environments_and_each_opens_to_its_key()
    {
        var first = await Organization(Samples.Organization);
        var second = await Environment(Samples.Environment, Samples.Organization);
        Assert.True(first.Made && second.Made);
        Assert.Equal(2, (await Listed(Samples.Organization)).Count);
        Assert.Contains(Samples.Environment, await Listed(Samples.Organization));
        Assert.Equal(Samples.Environment, (await keys.Find(second.Text))?.Environment);
        Assert.Equal(Samples.Organization, (await keys.Find(first.Text))?.Organization);
    }

    [Fact]
    public async Task An_id_that_is_taken_makes_nothing()
    {
        await Organization(Samples.Organization);
        await Environment(Samples.Environment, Samples.Organization);
        var organization = await Organization(Samples.Organization);
        var environment = await Environment(Samples.Environment, Samples.Organization);
        Assert.False(organization.Made || environment.Made);
        Assert.Null(await keys.Find(environment.Text));
        Assert.Equal(2, (await Listed(Samples.Organization)).Count);
    }

    // At whatever write it dies, the same request makes it, and it is listed once.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task An_environment_that_died_in_the_making_is_made_by_a_repeat(int writes)
    {
        await Organization(Samples.Organization);
        await Dies(writes, () => Environment(Samples.Environment, Samples.Organization));
        Assert.True((await Environment(Samples.Environment, Samples.Organization)).Made);
        Assert.Equal(2, (await Listed(Samples.Organization)).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task An_organization_that_died_in_the_making_is_made_by_a_repeat(int writes)
    {
        await Dies(writes, () => Organization(Samples.Organization));
        var again = await Organization(Samples.Organization);
        Assert.True(again.Made);
        Assert.Single(await Listed(Samples.Organization));
        Assert.NotNull(await keys.Find(again.Text));
    }

    // Whoever guesses or copies an id must not get at what is under it.
    [Fact]
    public async Task Another_organizations_id_is_taken_and_never_listed()
    {
        var stranger = new OrganizationId(Guid.Empty);
        await Organization(Samples.Organization);
        await Organization(stranger);
        await Environment(Samples.Environment, Samples.Organization);
        var tried = await Environment(Samples.Environment, stranger);
        Assert.False(tried.Made);
        Assert.DoesNotContain(Samples.Environment, await Listed(stranger));
        Assert.Equal(1, await Members(stranger));
    }

    // Both have looked before either writes.
    [Fact]
    public async Task Of_two_organizations_that_choose_one_id_at_once_one_has_it()
    {
        var stranger = new OrganizationId(Guid.Empty);
        await Organization(Samples.Organization);
        await Organization(stranger);
        var met = false;
        tables.OnCommit = async (_, batch, commit) =>
        {
            if (!met && batch.Writes[0].Key.Partition == Samples.Environment.ToString())
            {
                met = true;
                Assert.True((await Environment(Samples.Environment, Samples.Organization)).Made);
            }

            return await commit();
        };
        Assert.False((await Environment(Samples.Environment, stranger)).Made);
        Assert.Equal(1, await Members(stranger));
        Assert.Contains(Samples.Environment, await Listed(Samples.Organization));
    }

    [Fact]
    public async Task Organizations_are_listed_page_after_page()
    {
        var ids = new[] { 1, 2, 3 }.Select(n => new OrganizationId(new Guid(n, 0, 0, new byte[8]))).ToList();
        foreach (var id in ids)
        {
            await Organization(id);
        }

        var (first, last) = await keys.Registry.ReadOrganizations(null, 2, CancellationToken.None);
        var (rest, none) = await keys.Registry.ReadOrganizations(last, 2, CancellationToken.None);
        Assert.Equal(ids, first.Concat(rest).Select(organization => organization.Id));
        Assert.Equal((ids[1], null), (last!.Value, none));
    }

    private async Task Dies(int writes, Func<Task> make)
    {
        var left = writes;
        tables.OnCommit = (_, _, commit) => --left == 0 ? throw new StorageUnavailableException("away") : commit();
        await Assert.ThrowsAsync<StorageUnavailableException>(make);
        tables.OnCommit = (_, _, commit) => commit();
    }

    private async Task<(bool Made, string Text)> Environment(EnvironmentId id, OrganizationId organization)
    {
        var (key, secret) = keys.Create.Invent(null, id, organization, "first key", ApiKey.Full);
        var environment = new MerchantEnvironment(id, organization, "environment", new BasisPoints(80));
        var made = await new CreateEnvironment(keys.Registry, keys.Audit).Execute(
            environment, key, Keys.Actor, CancellationToken.None);
        return (made, secret.Reveal());
    }

    private async Task<(bool Made, string Text)> Organization(OrganizationId id)
    {
        var environment = new EnvironmentId(new Guid(++environments, 1, 1, new byte[8]));
        var (key, secret) = keys.Create.Invent(null, environment, id, "first key", ApiKey.Full);
        var made = await new CreateOrganization(keys.Registry, keys.Audit).Execute(
            new MerchantOrganization(id, "organization", Samples.At),
            new MerchantEnvironment(environment, id, "environment", new BasisPoints(80)),
            key,
            Keys.Actor,
            CancellationToken.None);
        return (made, secret.Reveal());
    }

    private async Task<IReadOnlyList<EnvironmentId>> Listed(OrganizationId id) =>
        [.. (await keys.Registry.ReadEnvironments(id, CancellationToken.None)).Select(found => found.Id)];

    // What verification follows, whatever it leads to.
    private async Task<int> Members(OrganizationId id) => await tables
        .Read(Registry.Table, RowQuery.Prefix(id.ToString(), "environment|"), CancellationToken.None)
        .CountAsync();
}
