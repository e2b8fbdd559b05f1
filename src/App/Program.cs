using Baotuan.App.Commands;

return await Cli.RunAsync(args, Console.Out, Console.Error);
