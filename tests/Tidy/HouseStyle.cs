using Fulgurite.Tidy.Rules;

namespace Fulgurite.Tidy;

/// <summary>The house style, held against every file of this repository.</summary>
public sealed class HouseStyle
{
    [Fact]
    public void Files_stay_short() => Holds(Limits.FileLines);

    [Fact]
    public void Functions_stay_short() => Holds(Limits.FunctionLines);

    [Fact]
    public void Lines_stay_narrow() => Holds(Limits.Columns);

    [Fact]
    public void Functions_take_few_parameters() => Holds(Limits.Parameters);

    [Fact]
    public void Functions_stay_shallow() => Holds(Limits.Nesting);

    [Fact]
    public void Sources_avoid_what_cannot_be_replayed() => Holds(BannedSymbols.InSources);

    [Fact]
    public void Tests_do_not_sleep() => Holds(BannedSymbols.SleepInTests);

    [Fact]
    public void Core_has_no_floating_point() => Holds(Money.FloatingPointInCore);

    [Fact]
    public void Arithmetic_is_checked_in_every_build() => Holds(Money.CheckedArithmetic);

    [Fact]
    public void Namespaces_are_file_scoped() => Holds(Types.FileScopedNamespaces);

    [Fact]
    public void Files_hold_one_type() => Holds(Types.OneTypePerFile);

    [Fact]
    public void Files_are_named_after_their_type() => Holds(Types.FileNames);

    [Fact]
    public void Classes_are_sealed_static_or_abstract() => Holds(Types.SealedClasses);

    [Fact]
    public void Only_the_host_catches_everything() => Holds(Statements.CatchAll);

    [Fact]
    public void Switches_over_our_enums_name_every_member() => Holds(Statements.DiscardOverEnum);

    [Fact]
    public void There_are_no_regions() => Holds(Statements.Regions);

    [Fact]
    public void Every_source_can_be_read_by_these_tests() => Holds(Statements.Unreadable);

    [Fact]
    public void Methods_have_no_Async_suffix() => Holds(Words.AsyncSuffix);

    [Fact]
    public void Names_are_not_vague() => Holds(Words.VagueNames);

    [Fact]
    public void Nothing_is_postponed() => Holds(Words.Postponed);

    [Fact]
    public void Members_of_ports_are_documented() => Holds(Comments.PortMembers);

    [Fact]
    public void Public_types_of_Core_are_documented() => Holds(Comments.PublicTypesOfCore);

    [Fact]
    public void Tests_are_named_as_sentences() => Holds(Sentences.TestNames);

    [Fact]
    public void Projects_reference_only_what_is_below_them() => Holds(Layers.ProjectReferences);

    [Fact]
    public void Core_uses_no_packages() => Holds(Layers.CoreHasNoPackages);

    [Fact]
    public void Core_knows_nothing_of_the_world() => Holds(Layers.CoreKnowsNoWorld);

    [Fact]
    public void Folders_of_Core_know_only_what_is_below_them() => Holds(Layers.CoreFolderOrder);

    [Fact]
    public void Every_folder_of_Core_has_its_place() => Holds(Layers.CoreFoldersAreInTheTable);

    [Fact]
    public void Namespaces_of_Core_follow_its_folders() => Holds(Layers.CoreNamespaces);

    [Fact]
    public void Functions_have_names_of_their_own() => Holds(Functions.Names);

    [Fact]
    public void Functions_have_one_trigger() => Holds(Functions.Triggers);

    [Fact]
    public void Functions_have_a_handler_beside_them() => Holds(Functions.Handlers);

    [Fact]
    public void Whitespace_is_plain() => Holds(Texts.Whitespace);

    [Fact]
    public void No_file_names_a_path_of_one_machine() => Holds(Texts.MachinePaths);

    [Fact]
    public void No_file_names_a_package_registry() => Holds(Texts.RegistryHosts);

    [Fact]
    public void Documents_have_one_title() => Holds(Texts.MarkdownTitles);

    [Fact]
    public void Every_allowance_is_still_needed()
    {
        var broken = RuleSet.All.SelectMany(rule => rule(Repository.Ours)).ToHashSet();
        var unused = Allowances.Of(Repository.Ours).Entries
            .Where(entry => !broken.Any(violation => (violation.Rule, violation.Path) == entry));
        Assert.Empty(unused);
    }

    [Fact]
    public void Every_rule_is_held() =>
        Assert.Equal(RuleSet.All.Count, typeof(HouseStyle).GetMethods().Count(method => method.Name.Contains('_')) - 2);

    private static void Holds(Func<Repository, IEnumerable<Violation>> rule)
    {
        var allowed = Allowances.Of(Repository.Ours);
        var broken = rule(Repository.Ours).Where(violation => !allowed.Cover(violation)).ToList();
        Assert.True(broken.Count == 0, $"{broken.Count} to put right:\n" + string.Join('\n', broken));
    }
}
