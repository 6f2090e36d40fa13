using Fulgurite.Tidy.Rules;

namespace Fulgurite.Tidy.Examples;

public sealed class LayersExamples
{
    [Theory]
    [InlineData("src/Core/Core.csproj", "Lnd")]
    [InlineData("src/Lnd/Lnd.csproj", "Azure")]
    [InlineData("src/Azure/Azure.csproj", "App")]
    [InlineData("src/Sandbox/Sandbox.csproj", "Core.Tests")]
    [InlineData("src/Unheard/Unheard.csproj", "Core")]
    public void A_reference_upward_or_sideways_is_found(string path, string target) =>
        Example.Flags(Layers.ProjectReferences, 2, path, Reference(target));

    [Theory]
    [InlineData("src/Lnd/Lnd.csproj", "Core")]
    [InlineData("src/App/App.csproj", "Sandbox")]
    [InlineData("src/App/App.csproj", "Core")]
    [InlineData("tests/Scenarios/Scenarios.csproj", "App")]
    public void A_reference_downward_or_from_a_test_is_not(string path, string target) =>
        Example.Passes(Layers.ProjectReferences, path, Reference(target));

    [Fact]
    public void A_package_in_Core_is_found()
    {
        const string Package = "<PackageReference Include=\"Polly\" />";
        Example.Flags(Layers.CoreHasNoPackages, 1, "src/Core/Core.csproj", Package);
        Example.Passes(Layers.CoreHasNoPackages, "src/Lnd/Lnd.csproj", Package);
    }

    [Fact]
    public void The_world_in_Core_is_found()
    {
        Example.Flags(Layers.CoreKnowsNoWorld, 1, "src/Core/A.cs", "using System.Text.Json;");
        Example.Flags(Layers.CoreKnowsNoWorld, 1, "src/Core/A.cs", "class A { System.Net.Http.HttpClient? b; }");
        Example.Passes(Layers.CoreKnowsNoWorld, "src/Core/A.cs", "using System.Security.Cryptography;");
        Example.Passes(Layers.CoreKnowsNoWorld, "src/Azure/A.cs", "using System.Text.Json;");
    }

    [Theory]
    [InlineData("Money", "using Fulgurite.Lightning;")]
    [InlineData("Storage", "using Fulgurite.Money;")]
    [InlineData("Ledger", "using Fulgurite.Invoices;")]
    [InlineData("Events", "using Fulgurite.Payments;")]
    [InlineData("Invoices", "using static Fulgurite.Payments.Payment;")]
    [InlineData("Credit", "using Bill = Fulgurite.Billing.Bill;")]
    [InlineData("Credit", "class A { Billing.Bill? b; }")]
    public void A_folder_that_knows_one_above_or_beside_it_is_found(string folder, string text) =>
        Example.Flags(Layers.CoreFolderOrder, 1, $"src/Core/{folder}/A.cs", text);

    [Theory]
    [InlineData("Lightning", "using Fulgurite.Money;")]
    [InlineData("Ledger/Movements", "using Fulgurite.Ledger;")]
    [InlineData("Billing", "using Fulgurite.Storage;\nusing Fulgurite.Credit;")]
    [InlineData("Money", "using System.Text;")]
    public void A_folder_that_knows_one_below_it_is_not(string folder, string text) =>
        Example.Passes(Layers.CoreFolderOrder, $"src/Core/{folder}/A.cs", text);

    [Fact]
    public void A_folder_that_nobody_has_placed_is_found()
    {
        Example.Flags(Layers.CoreFoldersAreInTheTable, 1, "src/Core/Refunds/A.cs", "class A;");
        Example.Passes(Layers.CoreFoldersAreInTheTable, "src/Core/Ledger/Movements/A.cs", "class A;");
        Example.Passes(Layers.CoreFoldersAreInTheTable, "src/Core/A.cs", "class A;");
    }

    [Fact]
    public void A_namespace_that_is_not_its_folder_is_found()
    {
        Example.Flags(Layers.CoreNamespaces, 1, "src/Core/Ledger/Movements/A.cs", "namespace Fulgurite.Ledger;");
        Example.Passes(Layers.CoreNamespaces, "src/Core/Ledger/A.cs", "namespace Fulgurite.Ledger;");
        Example.Passes(Layers.CoreNamespaces, "src/Core/A.cs", "namespace Fulgurite;");
    }

    private static string Reference(string target) =>
        $"<ItemGroup>\n<ProjectReference Include=\"../{target}/{target}.csproj\" />\n</ItemGroup>";
}
